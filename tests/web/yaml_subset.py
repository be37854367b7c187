"""The YAML that doc/api.yaml is written in, and nothing more.

Block mappings and sequences, one-line flow collections, plain and quoted
scalars, and folded text (>-).  Anything else is an error, so that a file that
this reads is read alike by every YAML parser.
"""
import re


class Error(Exception):
    pass


def scalar(text):
    if text in ("true", "false"):
        return text == "true"
    if re.fullmatch(r"-?[0-9]+", text):
        return int(text)
    if re.match(r"[\[\]{}&*!|>%@`\"'#,?]|- ", text) or ": " in text:
        raise Error(f"no plain scalar: {text}")
    return None if text in ("", "null", "~") else text


class Flow:
    """A one-line value: {a: b}, [a, b], 'quoted' or plain."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def blanks(self):
        while self.text[self.at:self.at + 1] == " ":
            self.at += 1

    def take(self, char):
        self.blanks()
        if self.text[self.at:self.at + 1] != char:
            return False
        self.at += 1
        return True

    def value(self, inside):
        if self.take("{"):
            return self.collection("}", {})
        if self.take("["):
            return self.collection("]", [])
        if self.take("'"):
            m = re.compile(r"((?:[^']|'')*)'").match(self.text, self.at)
            self.at = m.end()
            return m.group(1).replace("''", "'")
        m = re.compile(r"[^,{}\[\]]*" if inside else r".*").match(
            self.text, self.at)
        self.at = m.end()
        return scalar(m.group().strip())

    def key(self):
        m = re.compile(r" *([A-Za-z$_][\w$-]*): ").match(self.text, self.at)
        if not m:
            raise Error(f"no key: {self.text[self.at:]}")
        self.at = m.end()
        return m.group(1)

    def collection(self, end, result):
        while not self.take(end):
            if isinstance(result, dict):
                key = self.key()
                result[key] = self.value(True)
            else:
                result.append(self.value(True))
            if not self.take(",") and self.text[self.at:self.at + 1] != end:
                raise Error(f"no , or {end}: {self.text}")
            self.blanks()
        return result

    def whole(self):
        value = self.value(False)
        self.blanks()
        if self.at != len(self.text):
            raise Error(f"something after the value: {self.text}")
        return value


class Reader:
    def __init__(self, text):
        self.lines = []
        for line in text.split("\n"):
            if line.strip() and not line.lstrip().startswith("#"):
                indent = len(line) - len(line.lstrip(" "))
                self.lines.append((indent, line.strip()))
        self.at = 0

    def indent(self):
        return self.lines[self.at][0] if self.at < len(self.lines) else -1

    def after(self, text, indent):
        """What follows "key:" or "-" on its line, or below it."""
        if text == ">-":
            parts = []
            while self.indent() > indent:
                parts.append(self.lines[self.at][1])
                self.at += 1
            return " ".join(parts)
        return Flow(text).whole() if text else self.block(indent)

    def block(self, above):
        indent = self.indent()
        if indent <= above:
            return None
        if self.lines[self.at][1].startswith("- "):
            return self.sequence(indent)
        return self.mapping(indent)

    def sequence(self, indent):
        result = []
        while self.indent() == indent:
            text = self.lines[self.at][1]
            if not text.startswith("- "):
                raise Error(f"no item: {text}")
            # The item's own mapping begins two columns further right.
            self.lines[self.at] = (indent + 2, text[2:])
            result.append(self.mapping(indent + 2))
        return result

    def mapping(self, indent):
        result = {}
        while self.indent() == indent:
            text = self.lines[self.at][1]
            m = re.match(r"(?:'([^']*)'|([^\s'\"{\[-][^\s:]*)):(?: (.*))?$", text)
            if not m:
                raise Error(f"no key: {text}")
            key = m.group(1) if m.group(1) is not None else m.group(2)
            if key in result:
                raise Error(f"twice: {key}")
            self.at += 1
            result[key] = self.after(m.group(3) or "", indent)
        if self.indent() > indent:
            raise Error(f"indented: {self.lines[self.at][1]}")
        return result


def load(text):
    reader = Reader(text)
    result = reader.block(-1)
    if reader.at != len(reader.lines):
        raise Error(f"left over: {reader.lines[reader.at][1]}")
    return result
