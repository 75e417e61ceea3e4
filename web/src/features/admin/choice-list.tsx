import { useState } from "react";
import type { Choice } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Dot } from "../../ui/dot";
import { FormError } from "../../ui/form";
import { Select } from "../../ui/select";
import { tagColours } from "../../ui/tag";
import { TextField } from "../../ui/text-field";
import styles from "./admin.module.css";
import { ChoiceRetire } from "./choice-retire";
import { meanings } from "./meanings";

// Replaced says, by keys, which choice takes the place of which.
export type Replaced = Record<string, string>;

type Props = {
	choices: Choice[];
	onChange: (choices: Choice[], replaced: Replaced) => void;
	error?: string;
	// counts: how many projects have each, by its key; absent while it is not known
	counts?: Record<string, number>;
	replaced: Replaced;
	// monthly: there is a value for each month
	monthly?: boolean;
	// staged: each is a stage, which means something whatever it is called
	staged?: boolean;
};

// ChoiceList edits the values of a list in their order. One that is in use is
// retired rather than removed: old values keep their word, or get another.
export function ChoiceList({ choices, onChange, error, counts, replaced, monthly, staged }: Props) {
	const { t, lang } = useLang();
	const [retiring, setRetiring] = useState(-1);
	const change = (at: number, part: Partial<Choice>, by = replaced) =>
		onChange(
			choices.map((c, i) => (i === at ? { ...c, ...part } : c)),
			by,
		);
	const leaving = choices[retiring];
	// retire takes a choice out of use; no other that is retired may stand for it, or for one before it
	const retire = (at: number, key: string, by: string | null) => {
		const rest = Object.entries(replaced).filter(([from, to]) => from !== key && to !== key);
		change(at, { retired: true }, Object.fromEntries(by ? [...rest, [key, by]] : rest));
		setRetiring(-1);
	};
	const restore = (at: number, key: string) => {
		const { [key]: _, ...rest } = replaced;
		change(at, { retired: false }, rest);
	};
	const nameOf = (key: string) => pick(choices.find((c) => c.key === key)?.label, lang);
	const move = (at: number, by: number) => {
		const next = [...choices];
		const [moved] = next.splice(at, 1);
		if (moved) next.splice(at + by, 0, moved);
		onChange(next, replaced);
	};
	const colours = tagColours.map((id) => ({
		id,
		name: t(`colour.${id}`),
		mark: <Dot colour={id} />,
	}));
	return (
		<div className={styles.choices}>
			<FormError error={error} />
			{leaving && (
				<ChoiceRetire
					choice={leaving}
					count={counts?.[leaving.key] ?? 0}
					others={choices.filter((c) => c.key && c.key !== leaving.key && !c.retired)}
					monthly={monthly}
					onRetire={(by) => retire(retiring, leaving.key, by)}
					onClose={() => setRetiring(-1)}
				/>
			)}
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
									onPress={() => {
										if (c.retired) restore(i, c.key);
										else if (counts?.[c.key] || monthly) setRetiring(i);
										else retire(i, c.key, null);
									}}
								/>
							) : (
								<IconButton
									small
									icon="close"
									label={t("choice.remove", { line })}
									onPress={() =>
										onChange(
											choices.filter((_, at) => at !== i),
											replaced,
										)
									}
								/>
							)}
						</span>
						{staged && (
							<div className={styles.meaning}>
								<Select
									label={`${t("stageMeaning.label")} ${line}`}
									hideLabel
									value={c.meaning || "none"}
									onChange={(meaning) => change(i, { meaning: meaning === "none" ? "" : meaning })}
									options={meanings.map((id) => ({ id, name: t(`stageMeaning.${id}`) }))}
								/>
							</div>
						)}
						{(!!counts?.[c.key] || replaced[c.key]) && (
							<small className={styles.count}>
								{t("choice.count", { count: counts?.[c.key] ?? 0 })}
								{replaced[c.key] && ` → ${nameOf(replaced[c.key] ?? "")}`}
							</small>
						)}
					</div>
				);
			})}
			<div>
				<Button
					small
					icon="plus"
					onPress={() =>
						onChange(
							[...choices, { key: "", label: { fr: "", en: "" }, colour: "grey", icon: "", retired: false }],
							replaced,
						)
					}
				>
					{t("choice.add")}
				</Button>
			</div>
		</div>
	);
}
