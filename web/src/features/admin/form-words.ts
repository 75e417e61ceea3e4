import type { Arguments } from "../../i18n/message";
import { useT } from "../../i18n/use-lang";
import { useLifeObject } from "./life-object";

type Said =
	| "noneText"
	| "orderText"
	| "everyone"
	| "reach"
	| "deleteText"
	| "instead"
	| "notForIt"
	| "project"
	| "noSubject";

// useFormWords says of the lines of a register what is said otherwise of projects.
export function useFormWords(): (key: Said, args?: Arguments) => string {
	const t = useT();
	const object = useLifeObject();
	return (key, args) => t(object === "project" ? `forms.${key}` : `forms.lines.${key}`, args);
}
