import type { Attribute } from "../../api/types";
import type { Translate } from "../../i18n/lang";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { NumberField } from "../../ui/number-field";
import { Popover } from "../../ui/popover";
import type { Required } from "./trust";
import styles from "./trust.module.css";

type Stage = { id: string; name: string };
type Props = {
	all: readonly Attribute[];
	stages: Stage[];
	value: Required[];
	onChange: (value: Required[]) => void;
};

// TrustAttributes are the attributes that a project must have, what each weighs,
// and the stages at which it is asked for.
export function TrustAttributes({ all, stages, value, onChange }: Props) {
	const { t, lang } = useLang();
	const nameOf = (key: string) => pick(all.find((f) => f.key === key)?.label, lang) || key;
	const change = (key: string, part: Partial<Required>) =>
		onChange(value.map((a) => (a.attribute === key ? { ...a, ...part } : a)));
	const others = all
		.filter((f) => !f.read_only && !f.formula && !value.some((a) => a.attribute === f.key))
		.map((f) => ({ id: f.key, name: pick(f.label, lang) }));
	return (
		<div className={styles.required}>
			<p className={styles.quiet}>{t("trust.completenessText")}</p>
			{value.map((a) => {
				const name = nameOf(a.attribute);
				return (
					<div key={a.attribute} className={styles.line} role="group" aria-label={name}>
						<strong>{name}</strong>
						<NumberField
							label={t("trust.weightOf", { name })}
							hideLabel
							value={String(a.weight)}
							min={1}
							max={100}
							onChange={(n) => change(a.attribute, { weight: Number(n ?? 1) })}
						/>
						<Popover label={t("trust.stagesOf", { name })} trigger={<Button small>{stagesText(a, stages, t)}</Button>}>
							{() => (
								<CheckboxGroup
									label={t("trust.stagesOf", { name })}
									help={t("trust.stagesHelp")}
									options={stages}
									value={a.stages}
									onChange={(ids) =>
										change(a.attribute, { stages: stages.map((s) => s.id).filter((id) => ids.includes(id)) })
									}
								/>
							)}
						</Popover>
						<IconButton
							small
							icon="close"
							label={t("trust.remove", { name })}
							onPress={() => onChange(value.filter((o) => o !== a))}
						/>
					</div>
				);
			})}
			<ComboBox
				key={value.length}
				label={t("trust.add")}
				options={others}
				value={null}
				onChange={(key) => key && onChange([...value, { attribute: key, weight: 1, stages: [] }])}
			/>
		</div>
	);
}

// stagesText names the stage at which an attribute is required, or counts them.
function stagesText(a: Required, stages: Stage[], t: Translate): string {
	if (a.stages.length === 0) return t("trust.everyStage");
	const one = a.stages.length === 1 && stages.find((s) => s.id === a.stages[0]);
	return one ? one.name : t("trust.stages", { count: a.stages.length });
}
