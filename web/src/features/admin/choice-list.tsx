import type { Choice } from "../../api/types";
import { useT } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Dot } from "../../ui/dot";
import { FormError } from "../../ui/form";
import { Select } from "../../ui/select";
import { tagColours } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import styles from "./admin.module.css";

type Props = { choices: Choice[]; onChange: (choices: Choice[]) => void; error?: string };

// ChoiceList edits the values of a list in their order. One that is in use is
// retired rather than removed: old values keep their word.
export function ChoiceList({ choices, onChange, error }: Props) {
	const t = useT();
	const change = (at: number, part: Partial<Choice>) =>
		onChange(choices.map((c, i) => (i === at ? { ...c, ...part } : c)));
	const move = (at: number, by: number) => {
		const next = [...choices];
		const [moved] = next.splice(at, 1);
		if (moved) next.splice(at + by, 0, moved);
		onChange(next);
	};
	const colours = tagColours.map((id) => ({
		id,
		name: t(`colour.${id}`),
		mark: <Dot colour={id} />,
	}));
	return (
		<div className={styles.choices}>
			<FormError error={error} />
			{choices.map((c, i) => {
				const line = t("choice.line", { number: i + 1 });
				return (
					<div key={c.key || i} className={styles.choice} role="group" aria-label={line}>
						<Select
							label={`${t("choice.colour")} ${line}`}
							hideLabel
							value={c.colour || "grey"}
							onChange={(colour) => change(i, { colour })}
							options={colours}
						/>
						<TextField
							label={`${t("label.fr")} ${line}`}
							hideLabel
							placeholder={t("label.fr")}
							value={c.label.fr}
							onChange={(fr) => change(i, { label: { ...c.label, fr } })}
							isDisabled={c.retired}
						/>
						<TextField
							label={`${t("label.en")} ${line}`}
							hideLabel
							placeholder={t("label.en")}
							value={c.label.en}
							onChange={(en) => change(i, { label: { ...c.label, en } })}
							isDisabled={c.retired}
						/>
						<span>
							<IconButton
								small
								icon="chevron-up"
								label={t("choice.up", { line })}
								isDisabled={i === 0}
								onPress={() => move(i, -1)}
							/>
							{c.key ? (
								<IconButton
									small
									icon={c.retired ? "plus" : "minus"}
									label={t(c.retired ? "choice.restore" : "choice.retire", { line })}
									onPress={() => change(i, { retired: !c.retired })}
								/>
							) : (
								<IconButton
									small
									icon="close"
									label={t("choice.remove", { line })}
									onPress={() => onChange(choices.filter((_, at) => at !== i))}
								/>
							)}
						</span>
					</div>
				);
			})}
			<div>
				<Button
					small
					icon="plus"
					onPress={() =>
						onChange([...choices, { key: "", label: { fr: "", en: "" }, colour: "grey", icon: "", retired: false }])
					}
				>
					{t("choice.add")}
				</Button>
			</div>
		</div>
	);
}
