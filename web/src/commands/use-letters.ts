import { useEffect } from "react";
import { usePreference } from "../data/preferences";
import { setLetters } from "./shortcuts";

// useLetters is whether single letters are commands, for the person signed in.
export function useLetters(): [boolean, (on: boolean) => void] {
	const [on, keep] = usePreference("letters", true);
	useEffect(() => setLetters(on), [on]);
	return [on, keep];
}
