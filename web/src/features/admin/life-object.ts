import { createContext, useContext } from "react";
import type { Arguments } from "../../i18n/message";
import { useT } from "../../i18n/use-lang";

// lifeObjects are the objects whose types have lifecycles: which of their lists says of
// what type one is, and which at what stage it stands. A new one takes its line here.
export const lifeObjects = {
	project: { type: "type", stage: "stage" },
	milestone: { type: "type", stage: "status" },
	risk: { type: "type", stage: "status" },
	action: { type: "type", stage: "status" },
	decision: { type: "kind", stage: "status" },
} as const;

export type LifeObject = keyof typeof lifeObjects;

export const isLifeObject = (text: string): text is LifeObject => text in lifeObjects;

// LifeObjectContext says of what a lifecycle is being drawn.
export const LifeObjectContext = createContext<LifeObject>("project");

export const useLifeObject = () => useContext(LifeObjectContext);

// lifePath is where a type is asked for something.
export const lifePath = (object: LifeObject, type: string, what: string) =>
	`/types/${encodeURIComponent(type)}/${what}?object=${object}`;

type Said =
	| "type"
	| "none"
	| "noneText"
	| "startOf"
	| "requiredHelp"
	| "here"
	| "moveCount"
	| "rolesHelp"
	| "effects"
	| "impact"
	| "projects"
	| "publishText"
	| "publishLacking"
	| "publishNow"
	| "bring"
	| "bringFrom"
	| "tried"
	| "beginBlank"
	| "newTypeText"
	| "addStageHelp"
	| "freeText";

// useLifeWords says of the lines of a register what is said otherwise of projects.
export function useLifeWords(): (key: Said, args?: Arguments) => string {
	const t = useT();
	const object = useLifeObject();
	return (key, args) => t(object === "project" ? `life.${key}` : `life.lines.${key}`, args);
}
