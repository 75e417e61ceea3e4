import type { Attribute } from "../../api/types";
import { useAttributes } from "../../data/catalogue";
import { type Plan, type PlanItem, useTemplateSections } from "../../data/templates";
import { useFieldContext } from "../../fields/use-context";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Checkbox } from "../../ui/checkbox";
import { Badge } from "../../ui/tag";
import { words } from "../words";
import styles from "./template.module.css";

type Props = {
	plan: Plan;
	// onPick: what is chosen can be changed; without it the sheet is to be read only
	onPick?: (chosen: string[]) => void;
};

// PlanSheet is what applying a template would do, line by line: what is added, changed
// and removed, what people wrote and so is left unless ticked, and what cannot be done.
export function PlanSheet({ plan, onPick }: Props) {
	const { t, lang } = useLang();
	const sections = useTemplateSections().data ?? [];
	const items = plan.items ?? [];
	const chosen = items.filter((it) => it.chosen).map((it) => it.id);
	const toggle = (ids: string[], on: boolean) =>
		onPick?.(on ? [...new Set([...chosen, ...ids])] : chosen.filter((id) => !ids.includes(id)));
	return (
		<div className={styles.sheet}>
			{(plan.problems ?? []).map((text) => (
				<Banner key={text} tone="warn">
					{text}
				</Banner>
			))}
			{sections.map((s) => {
				const mine = items.filter((it) => it.section === s.key);
				if (mine.length === 0) return null;
				const can = mine.filter((it) => !it.why);
				const on = can.filter((it) => it.chosen);
				return (
					<section key={s.key} className={styles.part}>
						<h3>
							{onPick ? (
								<Checkbox
									isSelected={can.length > 0 && on.length === can.length}
									isIndeterminate={on.length > 0 && on.length < can.length}
									isDisabled={can.length === 0}
									onChange={(all) =>
										toggle(
											can.map((it) => it.id),
											all,
										)
									}
								>
									{pick(s.title, lang)}
								</Checkbox>
							) : (
								pick(s.title, lang)
							)}
							<span className={styles.count}>{mine.length}</span>
						</h3>
						<ul>
							{mine.map((it) => (
								<Line key={it.id} item={it} onPick={onPick && ((yes) => toggle([it.id], yes))} />
							))}
						</ul>
					</section>
				);
			})}
			{items.length === 0 && <p className={styles.quiet}>{t("template.nothing")}</p>}
			{plan.same > 0 && <p className={styles.quiet}>{t("template.same", { count: plan.same })}</p>}
		</div>
	);
}

function Line({ item: it, onPick }: { item: PlanItem; onPick?: ((yes: boolean) => void) | undefined }) {
	const { t } = useLang();
	const name = (
		<span className={styles.what}>
			<strong>{it.name}</strong> <Said item={it} />
			{it.do !== "add" && <Badge tone={it.do === "remove" ? "bad" : "accent"}>{t(`template.do.${it.do}`)}</Badge>}
			{it.by_hand && !it.why && <Badge tone="warn">{t("template.byHand")}</Badge>}
			{it.why && <span className={styles.why}>{it.why}</span>}
		</span>
	);
	return (
		<li data-off={!it.chosen || undefined}>
			{onPick ? (
				<Checkbox isSelected={it.chosen} isDisabled={!!it.why} onChange={onPick}>
					{name}
				</Checkbox>
			) : (
				name
			)}
		</li>
	);
}

// Said is what a line comes to: the values of what is added, or what was and would be.
function Said({ item: it }: { item: PlanItem }) {
	const { t } = useLang();
	const context = useFieldContext();
	const object = { fields: "project", plan: "task" }[it.section] ?? it.section;
	const known = ["project", "milestone", "risk", "action", "task"].includes(object);
	const attributes = useAttributes(known ? object : "project").data ?? [];
	const of = (key: string) => attributes.find((a: Attribute) => a.key === key);
	const word = (key: string, value: unknown) => {
		const a = of(key);
		return a ? words(value, a, context) : "";
	};
	const shown = (s: { attribute: string; label: string; kind?: string; value: unknown }) => {
		if (s.kind === "option") return String(s.value);
		if (s.kind) return s.value ? t("template.labelled", { label: s.label, said: String(s.value) }) : "";
		const said = word(s.attribute, s.value) || t("template.empty");
		return ["yes_no", "number"].includes(of(s.attribute)?.kind ?? "")
			? t("template.labelled", { label: s.label, said })
			: said;
	};
	if (it.do === "remove") return null;
	if (it.kind) {
		return (
			<span>
				{t("template.labelled", { label: it.label ?? "", said: "" })}
				{it.was ? <s>{String(it.was)}</s> : null} {it.was ? "→ " : ""}
				{String(it.now || t("template.empty"))}
			</span>
		);
	}
	if (it.attribute) {
		const was = word(it.attribute, it.was);
		return (
			<span>
				{it.section !== "fields" && t("template.labelled", { label: it.label ?? "", said: "" })}
				{was && <s>{was}</s>} {was && "→ "}
				{word(it.attribute, it.now)}
			</span>
		);
	}
	const parts = (it.says ?? []).filter((s) => s.attribute !== "name");
	return (
		<span className={styles.said}>
			{parts.map((s) => (
				<span key={s.attribute} title={s.label}>
					{[s.value === null || (s.kind && !s.value) ? "" : shown(s), s.why].filter(Boolean).join(" — ")}
				</span>
			))}
		</span>
	);
}
