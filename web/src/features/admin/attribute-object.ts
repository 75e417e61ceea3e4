import { createContext, useContext } from "react";
import type { paths } from "../../api/schema";
import { type Kind, kinds } from "../../api/types";

// AttributeObject is a kind of object that has a catalogue.
export type AttributeObject = NonNullable<NonNullable<paths["/fields"]["get"]["parameters"]["query"]>["object"]>;

// attributeObjects are those that there are, in their order. A new one takes its line here.
export const attributeObjects = Object.keys({
	project: 1,
	milestone: 1,
	risk: 1,
	action: 1,
	decision: 1,
	task: 1,
} satisfies Record<AttributeObject, 1>) as AttributeObject[];

export const attributeObject = (text: string): AttributeObject =>
	attributeObjects.find((object) => object === text) ?? "project";

// AttributeObjectContext says whose attributes are being defined.
export const AttributeObjectContext = createContext<AttributeObject>("project");

export const useAttributeObject = () => useContext(AttributeObjectContext);

// ofObject is the end of the address of what is asked of an attribute.
export const ofObject = (object: AttributeObject) => (object === "project" ? "" : `?object=${object}`);

// kindsOf are the kinds that attributes of an object may be of: what is computed, and
// amounts, projects alone have.
export const kindsOf = (object: AttributeObject): readonly Kind[] =>
	object === "project" ? kinds : kinds.filter((kind) => kind !== "computed" && kind !== "money");
