import { later } from "../ui/later";

// What values are entered with, and long ones read. A list only paints values: the
// rest comes after it, before it is needed.

export const ComboBox = later(() => import("../ui/combobox").then((m) => m.ComboBox));
export const Select = later(() => import("../ui/select").then((m) => m.Select));
export const Checkbox = later(() => import("../ui/checkbox").then((m) => m.Checkbox));
export const CheckboxGroup = later(() => import("../ui/checkbox").then((m) => m.CheckboxGroup));
export const TreeTicks = later(() => import("../ui/tree-ticks").then((m) => m.TreeTicks));
export const NumberField = later(() => import("../ui/number-field").then((m) => m.NumberField));
export const TextField = later(() => import("../ui/text-field").then((m) => m.TextField));
export const TextAreaField = later(() => import("../ui/text-field").then((m) => m.TextAreaField));
export const Markdown = later(() => import("../ui/markdown").then((m) => m.Markdown));
export const DateField = later(() => import("../ui/date-field").then((m) => m.DateField));
