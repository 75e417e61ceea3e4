import { useRef, useState } from "react";
import type { Attribute, Choice } from "../../api/types";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button, IconButton } from "../../ui/button";
import { Checkbox, CheckboxGroup } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { Dot } from "../../ui/dot";
import { FormError } from "../../ui/form";
import { Popover } from "../../ui/popover";
import { type DraftStep, type Impact, type LifeDraft, shifted, withoutStage, withStage } from "./life";
import { NewStage } from "./life-new";
import { lifeObjects, useLifeObject, useLifeWords } from "./life-object";
import styles from "./types.module.css";

type Props = {
	draft: LifeDraft;
	attributes: readonly Attribute[];
	all: readonly Choice[];
	nameOf: (stage: string) => string;
	impact: Impact | undefined;
	problem: (at: string) => string | undefined;
	onChange: (draft: LifeDraft) => void;
};

// LifeStages are the stages in the order of a usual life, with what each asks for and
// how many projects stand there.
export function LifeStages({ draft, attributes, all, nameOf, impact, problem, onChange }: Props) {
	const { t, lang } = useLang();
	const w = useLifeWords();
	const { stage } = lifeObjects[useLifeObject()];
	const list = useRef<HTMLOListElement>(null);
	const [making, setMaking] = useState(false);
	const fillable = attributes
		.filter((a) => !a.read_only && a.kind !== "computed" && a.key !== stage && a.key !== "project")
		.map((a) => ({ id: a.key, name: pick(a.label, lang) }));
	const set = (at: number, part: Partial<DraftStep>) =>
		onChange({ ...draft, stages: draft.stages.map((s, i) => (i === at ? { ...s, ...part } : s)) });
	const move = (at: number, by: number) => {
		onChange(shifted(draft, at, by));
		announce(t("life.movedTo", { name: nameOf(draft.stages[at]?.stage ?? ""), place: at + by + 1 }));
		requestAnimationFrame(() => {
			const line = list.current?.children[at + by];
			const button = line?.querySelector<HTMLButtonElement>(`[data-tone="${by < 0 ? "up" : "down"}"]:enabled`);
			(button ?? line?.querySelector<HTMLButtonElement>("[data-tone]:enabled"))?.focus();
		});
	};
	const meaningOf = (key: string) => all.find((c) => c.key === key)?.meaning ?? "";
	const others = all.filter((c) => !draft.stages.some((s) => s.stage === c.key));
	return (
		<>
			<FormError error={problem("stages")} />
			<ol className={styles.steps} ref={list}>
				{draft.stages.map((s, i) => {
					const name = nameOf(s.stage);
					const choice = all.find((c) => c.key === s.stage);
					const count = impact?.stages[i];
					return (
						<li key={s.stage} className={styles.step}>
							<span className={styles.stepName}>
								<Dot colour={choice?.colour || "grey"} />
								{name}
								{choice?.meaning && <small>{t(`stageMeaning.${choice.meaning as "draft"}`)}</small>}
							</span>
							<Checkbox
								isSelected={s.start}
								onChange={(start) => set(i, { start })}
								aria-label={w("startOf", { name })}
							>
								{t("life.start")}
							</Checkbox>
							<Popover
								label={t("life.requiredAt", { name })}
								trigger={
									<Button small>
										{s.required.length === 0
											? t("life.nothingRequired")
											: t("life.required", { count: s.required.length })}
									</Button>
								}
							>
								{() => (
									<div className={styles.choose}>
										<CheckboxGroup
											label={t("life.requiredAt", { name })}
											help={w("requiredHelp")}
											options={fillable}
											value={s.required}
											onChange={(required) =>
												set(i, { required: fillable.map((a) => a.id).filter((id) => required.includes(id)) })
											}
										/>
									</div>
								)}
							</Popover>
							<span className={styles.counts}>
								{count && count.count > 0 && w("here", { count: count.count })}
								{!!count?.lacking && <em>{t("life.lacking", { count: count.lacking })}</em>}
								{!!count?.stuck && <em>{t("life.stuck", { count: count.stuck })}</em>}
							</span>
							<span className={styles.buttons}>
								<IconButton
									small
									icon="chevron-up"
									label={t("life.up", { name })}
									isDisabled={i === 0}
									onPress={() => move(i, -1)}
									data-tone="up"
								/>
								<IconButton
									small
									icon="chevron-down"
									label={t("life.down", { name })}
									isDisabled={i === draft.stages.length - 1}
									onPress={() => move(i, 1)}
									data-tone="down"
								/>
								<IconButton
									small
									icon="close"
									label={t("life.removeStage", { name })}
									onPress={() => onChange(withoutStage(draft, s.stage))}
								/>
							</span>
						</li>
					);
				})}
			</ol>
			<div className={styles.adding}>
				{others.length > 0 && (
					<ComboBox
						key={draft.stages.length}
						label={t("life.addStage")}
						help={w("addStageHelp")}
						options={others.map((c) => ({ id: c.key, name: pick(c.label, lang) }))}
						value={null}
						onChange={(key) => key && onChange(withStage(draft, key, meaningOf))}
					/>
				)}
				<Button small icon="plus" onPress={() => setMaking(true)}>
					{t("life.newStage")}
				</Button>
			</div>
			{making && (
				<NewStage
					onClose={() => setMaking(false)}
					onMade={(made, meaning) => {
						setMaking(false);
						onChange(withStage(draft, made, (key) => (key === made ? meaning : meaningOf(key))));
					}}
				/>
			)}
		</>
	);
}
