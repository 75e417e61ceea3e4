import { useRef } from "react";
import { useAttributes } from "../../data/catalogue";
import { useConstants, valueText } from "../../data/constants";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { TextLink } from "../../ui/link";
import { TextAreaField } from "../../ui/text-field";
import { named, type OwnAttribute, type Preview, parts, useFunctions, usePreview } from "./formula";
import styles from "./formula.module.css";
import { type Insertable, InsertList } from "./formula-insert";
import { FormulaPreview } from "./formula-preview";

type Props = {
	value: string;
	onChange: (formula: string) => void;
	error?: string;
	// own: the key of the attribute itself, which its formula cannot use
	own?: string;
	// as: what it is, where it is a condition
	as?: "required_if" | "rule" | "shown_if";
	// made: the attribute itself, where it is new
	made?: OwnAttribute;
	label?: string;
	// object: whose condition it is; that of the lines of a register is tried elsewhere
	object?: string;
	// optional: it may stay empty
	optional?: boolean;
};

// FormulaEditor is where a formula is typed: what can stand in it is at hand,
// what is wrong is said at its place, and what it gives is shown on real
// projects while one types.
export function FormulaEditor({ value, onChange, error, own, as, made, label, object = "project", optional }: Props) {
	const { t, lang } = useLang();
	const box = useRef<HTMLDivElement>(null);
	const attributes = useAttributes(object);
	const functions = useFunctions(true);
	const constants = useConstants();
	const preview = usePreview(
		object === "project" || as ? value : "",
		lang,
		as ? { as, ...(own ? { of: own } : {}), ...(made ? { own: made } : {}) } : undefined,
		object,
	);
	const problem = value.trim() === "" ? null : (preview.data?.problem ?? null);
	const insert = (text: string, inside = 0) => {
		const area = box.current?.querySelector("textarea");
		const [from, to] = area ? [area.selectionStart, area.selectionEnd] : [value.length, value.length];
		onChange(value.slice(0, from) + text + value.slice(to));
		requestAnimationFrame(() => {
			area?.focus();
			area?.setSelectionRange(from + text.length - inside, from + text.length - inside);
		});
	};
	const names: Insertable[] = (attributes.data ?? [])
		.filter((a) => as || a.key !== own)
		.map((a) => ({ id: a.key, name: pick(a.label, lang), detail: t(`kind.${a.kind}`) }));
	const itself = pick(made?.label, lang);
	if (as && made && itself) names.unshift({ id: "own", name: itself, detail: t(`kind.${made.kind}`) });
	for (const c of constants.data?.items ?? []) {
		names.push({
			id: `constant ${c.key}`,
			name: pick(c.label, lang),
			detail: t("constant.as", { value: valueText(c, c.now) }),
			also: c.key,
		});
	}
	const calls: Insertable[] = (functions.data ?? []).map((f) => ({
		id: f.en,
		name: pick(f.signature, lang),
		detail: pick(f.help, lang),
		also: `${f.en} ${f.fr}`,
	}));
	return (
		<div ref={box} className={styles.editor}>
			<div className={styles.code}>
				<TextAreaField
					label={label ?? t("attribute.formula")}
					help={t("formula.help")}
					error={problem ? undefined : error}
					value={value}
					onChange={onChange}
					spellCheck="false"
					required={!optional}
				/>
			</div>
			<div className={styles.tools}>
				<InsertList
					label={t("formula.attribute")}
					find={t("formula.findAttribute")}
					items={names}
					onPick={(a) => insert(named(a.name))}
				/>
				<InsertList
					label={t("formula.function")}
					find={t("formula.findFunction")}
					items={calls}
					onPick={(f) => insert(`${f.name.slice(0, f.name.indexOf("(") + 1)})`, 1)}
				/>
			</div>
			{problem && <Wrong formula={value} {...problem} />}
			{preview.data &&
				!problem &&
				value.trim() !== "" &&
				(as ? (
					<Broken as={as} preview={preview.data} listed={object === "project"} />
				) : (
					<FormulaPreview preview={preview.data} />
				))}
		</div>
	);
}

const said = {
	rule: "attribute.breaking",
	required_if: "attribute.lacking",
	shown_if: "attribute.concealing",
} as const;

// Broken says how many projects, or lines, do not fulfil a condition as they are, and leads
// to projects; of lines it names the first.
function Broken({ as, preview, listed }: { as: keyof typeof said; preview: Preview; listed: boolean }) {
	const { t } = useLang();
	const { total: count, filter } = preview;
	return (
		<p className={styles.broken} role="status">
			{listed || as === "shown_if"
				? t(said[as], { count })
				: t(as === "rule" ? "attribute.breakingLines" : "attribute.lackingLines", { count })}{" "}
			{count > 0 && (
				<>
					{as !== "shown_if" && `${t("attribute.untouched")} `}
					{listed ? (
						<TextLink href={`/portfolio?filter=${encodeURIComponent(filter)}`}>{t("attribute.showThem")}</TextLink>
					) : (
						preview.items.map((row) => String(row.name ?? "")).join(", ")
					)}
				</>
			)}
		</p>
	);
}

// Wrong shows the formula with what is wrong underlined, and the remedy.
function Wrong({ formula, at, message }: { formula: string; at: number; message: string }) {
	const [before, there, after] = parts(formula, at);
	return (
		<div className={styles.wrong} role="status">
			{at > 0 && (
				<code className={styles.line}>
					{before}
					<mark>{there || "\u00a0"}</mark>
					{after}
				</code>
			)}
			<p>{message}</p>
		</div>
	);
}
