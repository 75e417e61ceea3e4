import type { ReactNode } from "react";
import type { Choice } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Tag } from "../../ui/tag";
import type { Word } from "./glossary";
import styles from "./method.module.css";

// GlossaryWord is what one attribute means, who fills it in and when, and how the
// values of many projects make one.
export function GlossaryWord({ word, stages }: { word: Word; stages: readonly Choice[] }) {
	const { t, lang } = useLang();
	const a = word.attribute;
	const help = pick(a.help, lang);
	// By hand goes without saying: the glossary says it once.
	const filled =
		a.kind === "computed" || a.read_only ? ("method.byProgram" as const) : a.per_month && ("method.monthly" as const);
	const stageName = (key: string) => {
		const stage = stages.find((s) => s.key === key);
		return stage ? pick(stage.label, lang) : key;
	};
	const values = a.choices.filter((c) => !c.retired);
	return (
		<div className={styles.word} id={word.id} tabIndex={-1}>
			<dt>
				{pick(a.label, lang)}
				<span className={styles.kind}>
					{t(`kind.${a.kind}`)}
					{a.unit && ` · ${a.unit}`}
				</span>
			</dt>
			{help && <dd>{help}</dd>}
			{(filled || a.required) && (
				<Fact name={t("method.filled")}>
					{[filled && t(filled), a.required && t("method.always")].filter(Boolean).join(" · ")}
				</Fact>
			)}
			{word.asked.map((x) => (
				<Fact key={pick(x.type, lang)} name={t("method.asked")}>
					{t("method.askedAt", { type: pick(x.type, lang), stages: x.stages.map(stageName).join(", ") })}
				</Fact>
			))}
			{a.required_if && <Fact name={t("method.requiredIf")}>{<code>{pick(a.required_if, lang)}</code>}</Fact>}
			{a.rule && (
				<Fact name={t("method.rule")}>
					<code>{pick(a.rule, lang)}</code> {a.message && pick(a.message, lang)}
				</Fact>
			)}
			{a.formula && <Fact name={t("method.formula")}>{<code>{pick(a.formula, lang)}</code>}</Fact>}
			{a.consolidation !== "none" && (
				<Fact name={t("method.consolidated")}>{t("consolidation.name", { rule: a.consolidation })}</Fact>
			)}
			{values.length > 0 && (
				<Fact name={t("method.values")}>
					<span className={styles.values}>
						{values.slice(0, 40).map((c) => (
							<Tag key={c.key} colour={c.colour}>
								{pick(c.label, lang)}
							</Tag>
						))}
						{values.length > 40 && t("method.moreValues", { count: values.length - 40 })}
					</span>
				</Fact>
			)}
		</div>
	);
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
	return (
		<dd className={styles.fact}>
			<span className={styles.quiet}>{name}</span> <span>{children}</span>
		</dd>
	);
}
