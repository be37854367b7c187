import "uplot/dist/uPlot.min.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/header.css";
import "./styles/table.css";
import "./styles/chart.css";
import "./styles/page.css";
import "./styles/advice.css";
import "./styles/answers.css";
import "./styles/media.css";
import "./styles/print.css";

import { render } from "preact";
import { App } from "./app";
import { startKeys } from "./keys";
import { startRouter } from "./router";
import { startTheme } from "./theme";

startTheme();
startRouter();
startKeys();

const root = document.getElementById("app");
if (root)
	render(<App />, root);
