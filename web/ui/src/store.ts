// A value that components watch: the address, the theme, the range in use.

import { useEffect, useState } from "preact/hooks";

export interface Store<T> {
	get(): T;
	set(value: T): void;
	watch(listener: (value: T) => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
	let value = initial;
	const listeners = new Set<(value: T) => void>();
	return {
		get: () => value,
		set(next) {
			if (Object.is(next, value))
				return;
			value = next;
			for (const listener of [...listeners])
				listener(value);
		},
		watch(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
	};
}

export function useStore<T>(store: Store<T>): T {
	const [value, setValue] = useState<T>(() => store.get());
	useEffect(() => {
		setValue(() => store.get());
		return store.watch((next) => setValue(() => next));
	}, [store]);
	return value;
}

// The browser may refuse storage (private windows, policies): then a setting
// lasts as long as the page.
export function remember(key: string, value: string | null): void {
	try {
		if (value === null)
			localStorage.removeItem(key);
		else
			localStorage.setItem(key, value);
	} catch {
		return;
	}
}

export function recall(key: string): string | null {
	try {
		return localStorage.getItem(key);
	} catch {
		return null;
	}
}
