import { useState } from "react";
import type { Attribute } from "../../api/types";
import { depthOf, isTree, ownName, pathOf } from "../../data/branches";
import { useLookup } from "../../data/lookup";
import type { FieldContext, Operator } from "../../fields/kind";
import { lights, weathers } from "../../fields/status";
import { pick, type Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { NumberField } from "../../ui/number-field";
import { Select, type SelectOption } from "../../ui/select";
import { TextField } from "../../ui/text-field";
import { TreeTicks } from "../../ui/tree-ticks";
import { hasPeriods, isListed } from "./chip-words";
import { type Chip, type Literal, mine, number, takesList, text, word } from "./condition";
import { ConstantValue } from "./constant-value";
import styles from "./filter.module.css";
import { MomentEditor, PeriodEditor } from "./moment-editor";

export type ValueProps = {
	attribute: Attribute;
	chip: Chip;
	context: FieldContext;
	onChange: (values: Literal[]) => void;
	// bare: in a row that has no labels of its own
	bare?: boolean;
};

// withOperator is a condition compared otherwise; a value that still fits stays.
export function withOperator(chip: Chip, op: Operator): Chip {
	if (op === "is empty" || op === "is not empty") return { ...chip, op, values: [] };
	const listed = takesList(op);
	const tree = op === "under" || op === "not under";
	const kept = chip.values.filter((v) => (listed && !tree) || (v.kind !== "period" && v.kind !== "mine"));
	return { ...chip, op, values: listed ? kept : kept.slice(0, 1) };
}

// ValueEditor is what an attribute is compared with: what it asks for depends on
// the kind, and on how it is compared.
export function ValueEditor(props: ValueProps) {
	const { attribute, chip } = props;
	const { t } = useLang();
	if (isListed(attribute) && (attribute.kind !== "choices" || attribute.choices?.length)) return <Listed {...props} />;
	if (attribute.kind === "user" || attribute.kind === "unit" || attribute.kind === "project") {
		return <Named {...props} of={attribute.kind} />;
	}
	const label = t("portfolio.filter.value");
	const hideLabel = props.bare;
	const first = chip.values[0]?.value ?? "";
	if (hasPeriods(attribute) && (chip.op === "in" || chip.op === "not in")) return <PeriodEditor {...props} />;
	const typed = () => {
		if (attribute.kind === "date") return <MomentEditor {...props} />;
		if (["money", "number", "percent"].includes(attribute.kind)) {
			const set = (v: string | null) => props.onChange(v === null ? [] : [number(v)]);
			return <NumberField label={label} hideLabel={hideLabel} value={first || null} onChange={set} />;
		}
		const set = (v: string) => props.onChange(v ? [attribute.kind === "computed" ? guessed(v) : text(v)] : []);
		return <TextField label={label} hideLabel={hideLabel} value={first} onChange={set} />;
	};
	return <ConstantValue {...props}>{typed()}</ConstantValue>;
}

function guessed(v: string): Literal {
	return /^-?\d+(\.\d+)?$/.test(v) ? number(v) : text(v);
}

function optionsOf(attribute: Attribute, context: FieldContext, t: Translate): SelectOption[] {
	const family = attribute.kind === "light" ? lights : attribute.kind === "weather" ? weathers : null;
	if (family) return family.map((s) => ({ id: s.word, name: t(s.title) }));
	if (attribute.kind === "yes_no") {
		return [
			{ id: "true", name: t("word.yes") },
			{ id: "false", name: t("word.no") },
		];
	}
	const tree = isTree(attribute);
	return (attribute.choices ?? []).map((c) => ({
		id: c.key,
		name: tree ? ownName(c, context.lang) : pick(c.label, context.lang),
		...(tree && c.parent ? { level: depthOf(attribute, c.key), path: pathOf(attribute, c.parent, context.lang) } : {}),
	}));
}

function Listed({ attribute, chip, context, onChange, bare }: ValueProps) {
	const { t } = useLang();
	const options = optionsOf(attribute, context, t);
	const literal = (id: string) => (attribute.kind === "yes_no" ? word(id) : text(id));
	const ids = chip.values.map((v) =>
		attribute.kind === "choice" || attribute.kind === "choices" ? v.value : v.value.toLowerCase(),
	);
	if (!takesList(chip.op)) {
		const One = options.length > 30 ? ComboBox : Select;
		return (
			<One
				label={t("portfolio.filter.value")}
				hideLabel={bare}
				options={options}
				value={ids[0] ?? null}
				onChange={(id: string | null) => id !== null && onChange([literal(id)])}
			/>
		);
	}
	const Ticks = isTree(attribute) || options.length > 30 ? TreeTicks : CheckboxGroup;
	return (
		<div className={styles.ticks}>
			<Ticks
				label={t("portfolio.filter.values")}
				hideLabel={bare}
				options={options}
				value={ids}
				onChange={(list) => onChange(list.map(literal))}
			/>
		</div>
	);
}

function Named({ chip, of, onChange, bare }: ValueProps & { of: "user" | "unit" | "project" }) {
	const { t } = useLang();
	const [typed, setTyped] = useState("");
	const { options } = useLookup(of, typed);
	const several = takesList(chip.op);
	const inMine = chip.op === "in" || chip.op === "not in";
	const all = [...special(of, inMine && !typed, !typed, t), ...options];
	const first = chip.values[0];
	const shown = first?.kind === "word" ? t("portfolio.filter.me") : several ? "" : (first?.value ?? "");
	const choose = (id: string | null) => {
		if (id === null) return onChange(several ? chip.values : []);
		if (id === "mine") return onChange([mine]);
		const next = id === "me" ? word("me") : text(options.find((o) => o.id === id)?.name ?? "");
		const kept = chip.values.filter((v) => v.value !== next.value && v.kind !== "mine");
		onChange(several ? [...kept, next] : [next]);
	};
	return (
		<>
			<ComboBox
				label={t("portfolio.filter.value")}
				hideLabel={bare}
				options={all}
				value={several || !first ? null : first.kind === "word" ? "me" : `name:${first.value}`}
				text={shown}
				onType={setTyped}
				onChange={choose}
			/>
			{several && chip.values.length > 0 && (
				<ul className={styles.picked}>
					{chip.values.map((v) => (
						<li key={v.value}>
							<Button small kind="quiet" icon="close" onPress={() => onChange(chip.values.filter((w) => w !== v))}>
								{v.kind === "word" ? t("portfolio.filter.me") : v.kind === "mine" ? t("views.blocks.myUnits") : v.value}
							</Button>
						</li>
					))}
				</ul>
			)}
		</>
	);
}

// special are the choices that stand for whoever reads.
function special(of: "user" | "unit" | "project", several: boolean, first: boolean, t: Translate) {
	if (of === "user" && first) return [{ id: "me", name: t("portfolio.filter.me") }];
	return of === "unit" && several ? [{ id: "mine", name: t("views.blocks.myUnits") }] : [];
}
