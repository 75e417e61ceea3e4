import { type Lang, pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Dot } from "../../ui/dot";
import { Select } from "../../ui/select";
import { tagColours } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import type { ColourRule } from "../view-state";
import { renamed } from "./renamed";
import type { RulesProps } from "./rule-editor";
import styles from "./rules.module.css";

const most = 12;

type ListProps = RulesProps & {
	onPut: (at: number, change: Partial<ColourRule>) => void;
	onBuild: (at: number) => void;
};

// RuleList lists the rules, each with its condition and its colour.
export function RuleList({ rules, ruled, attributes, onChange, onPut, onBuild }: ListProps) {
	const { t, lang } = useLang();
	const other = lang === "fr" ? "en" : "fr";
	const rename = (at: number, of: Lang, text: string) =>
		onChange(rules.map((rule, i) => (i === at ? renamed(rule, lang, of, text) : rule)));
	const add = () => {
		const colour = ["red", "orange", "yellow", "green", "blue", "violet"][rules.length % 6] ?? "red";
		onChange([...rules, { name: "", filter: "", colour, key: "" }]);
		onBuild(rules.length);
	};
	const where = [
		{ id: "-", name: t("grid.rule.row") },
		...attributes.map((a) => ({ id: a.key, name: pick(a.label, lang) })),
	];
	return (
		<div className={styles.editor}>
			{rules.length === 0 && <p className={styles.none}>{t("grid.rule.none")}</p>}
			<ol className={styles.rules}>
				{rules.map((rule, i) => (
					<li key={i} className={styles.rule}>
						<div className={styles.line}>
							<TextField
								label={t("grid.rule.name")}
								hideLabel
								value={rule.label?.[lang] ?? rule.name}
								onChange={(text) => rename(i, lang, text)}
								maxLength={200}
							/>
							{i > 0 && (
								<IconButton
									small
									icon="chevron-up"
									label={t("grid.rule.up")}
									onPress={() => onChange(swapped(rules, i))}
								/>
							)}
							<IconButton
								small
								icon="trash"
								label={t("grid.rule.remove")}
								onPress={() => onChange(rules.filter((_, n) => n !== i))}
							/>
						</div>
						<TextField
							label={t("views.nameOther")}
							hideLabel
							placeholder={t("views.nameOther")}
							value={rule.label?.[other] ?? ""}
							onChange={(text) => rename(i, other, text)}
							maxLength={200}
						/>
						<div className={styles.line}>
							<Select
								label={t("grid.rule.colour")}
								hideLabel
								value={rule.colour}
								options={tagColours.map((c) => ({
									id: c,
									name: t(`grid.rule.colours.${c}`),
									mark: <Dot colour={c} />,
								}))}
								onChange={(colour) => onPut(i, { colour })}
							/>
							<Select
								label={t("grid.rule.where")}
								hideLabel
								value={rule.key || "-"}
								options={where}
								onChange={(key) => onPut(i, { key: key === "-" ? "" : key })}
							/>
						</div>
						<Button small wide icon="filter" onPress={() => onBuild(i)}>
							{rule.filter || t("grid.rule.condition")}
						</Button>
						{rule.filter && ruled.wrong(rule) && (
							<p className={styles.wrong} role="alert">
								{t("grid.rule.wrong")}
							</p>
						)}
					</li>
				))}
			</ol>
			{rules.length < most && (
				<Button small wide icon="plus" onPress={add}>
					{t("grid.rule.add")}
				</Button>
			)}
		</div>
	);
}

function swapped(rules: readonly ColourRule[], at: number): ColourRule[] {
	const next = [...rules];
	const [rule] = next.splice(at, 1);
	if (rule) next.splice(at - 1, 0, rule);
	return next;
}
