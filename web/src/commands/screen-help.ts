import type { Lang } from "../i18n/lang";
import { adminHelp } from "./help-admin";
import { screensHelp } from "./help-screens";

// Texts are, by the path of a screen as the router writes it, what it is for, and then
// what one can do there. A test holds them beside the pages.
export type Texts = Record<string, Record<Lang, readonly [string, ...string[]]>>;

export const screenHelp: Texts = { ...screensHelp, ...adminHelp };
