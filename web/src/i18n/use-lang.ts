import { useSyncExternalStore } from "react";
import { type LangState, langState, subscribeLang, type Translate } from "./lang";

// useLang renders again when the language changes.
export function useLang(): LangState {
	return useSyncExternalStore(subscribeLang, langState);
}

export function useT(): Translate {
	return useLang().t;
}
