import type { ReactNode } from "react";
import { Button as AriaButton } from "react-aria-components";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import type { IconName } from "../../ui/icon-shapes";
import { Menu } from "../../ui/menu";
import { currentOf } from "./logic";
import styles from "./outcome.module.css";
import { useRemoveOutcome, useSettle } from "./queries";
import type { Outcome, OutcomeState, Outcomes, Review } from "./types";

const icons: Record<OutcomeState, IconName> = { open: "clock", late: "warning", done: "check", dropped: "close" };
// How a decision or an action is said to stand, by its register.
const statuses = {
	decision: ["open", "carried_out", "dropped"],
	action: ["to_do", "doing", "done", "dropped"],
} as const;

type Props = {
	review: Review;
	lines: readonly Outcome[];
	outcomes: Outcomes | undefined;
	// follow: these are of earlier reviews
	follow?: boolean;
	most?: number;
	// withProject: say which project each is of
	withProject?: boolean;
};

// OutcomeLines are decisions and actions with their owners and dates; while a
// review runs, whoever leads it settles them in place.
export function OutcomeLines({ review: r, lines, outcomes, follow, most = 99, withProject }: Props) {
	const t = useT();
	return (
		<ul className={styles.lines}>
			{lines.slice(0, most).map((frozen) => {
				const { outcome, touched } = currentOf(frozen, follow ? outcomes : undefined);
				return (
					<Line
						key={frozen.register + frozen.id}
						review={r}
						outcome={outcome}
						touched={touched}
						follow={follow}
						withProject={withProject}
					/>
				);
			})}
			{lines.length > most && <li className={styles.more}>{t("review.moreEnds", { count: lines.length - most })}</li>}
		</ul>
	);
}

type LineProps = { review: Review; outcome: Outcome; touched: boolean; follow?: boolean; withProject?: boolean };

function Line({ review: r, outcome: o, touched, follow, withProject }: LineProps) {
	const t = useT();
	return (
		<li className={styles.line} data-state={o.state}>
			<span className={styles.kind} data-kind={o.register === "action" ? "action" : o.kind}>
				{o.register === "action" ? t("review.action") : o.kind_label || t("review.decision")}
			</span>
			<span className={styles.words}>
				<span className={styles.name}>{o.name}</span>
				<span className={styles.about}>
					{[
						withProject && (o.project?.name ?? t("review.whole")),
						o.owner?.name,
						o.due && t("review.by", { day: formatDay(dayFromISO(o.due), "short") }),
					]
						.filter(Boolean)
						.join(" · ")}
				</span>
			</span>
			<State review={r} outcome={o} touched={touched} follow={follow} />
		</li>
	);
}

function State({ review: r, outcome: o, touched, follow }: Omit<LineProps, "withProject">) {
	const t = useT();
	const settle = useSettle(r.id);
	const remove = useRemoveOutcome(r.id);
	const may = r.can_lead && r.state === "frozen";
	const word = (
		<span className={styles.state} data-state={o.state}>
			<Icon name={icons[o.state]} size={20} />
			{t(`review.state.${o.state}`)}
			{touched && <span className={styles.touched}>{t("review.inMeeting")}</span>}
		</span>
	);
	if (!may) return word;
	return (
		<Menu
			label={t("review.settle", { name: o.name })}
			groups={[
				{
					id: "status",
					entries: statuses[o.register].map((status) => ({
						id: status,
						name: t(`review.status.${status}`),
						run: () => settle.mutate({ outcome: o, status }),
					})),
				},
				...(follow
					? []
					: [
							{
								id: "remove",
								entries: [
									{ id: "delete", name: t("action.delete"), icon: "trash" as const, run: () => remove.mutate(o) },
								],
							},
						]),
			]}
		>
			<StateButton word={word} label={t("review.settle", { name: o.name })} />
		</Menu>
	);
}

function StateButton({ word, label }: { word: ReactNode; label: string }) {
	return (
		<AriaButton className={styles.button ?? ""} aria-label={label}>
			{word}
		</AriaButton>
	);
}
