import { useEffect, useState } from "react";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import type { IconName } from "../../ui/icon-shapes";
import { clock } from "./logic";
import type { Panel } from "./stage";
import styles from "./stage.module.css";
import type { Review } from "./types";
import type { useAt } from "./use-place";

type Props = {
	review: Review;
	place: ReturnType<typeof useAt>;
	panel: Panel;
	writes: boolean;
	onPanel: (panel: Panel) => void;
	onBlank: () => void;
	onTurn: (by: number) => void;
	onLeave: () => void;
};

// Foot is the one line under a page: where one is, how long it has lasted, and
// every key as a button.
export function Foot({ review: r, place, panel, writes, onPanel, onBlank, onTurn, onLeave }: Props) {
	const t = useT();
	const number = place.pages.indexOf(place.at);
	const last = place.pages.length - 1;
	return (
		<footer className={styles.foot}>
			<div className={styles.progress} aria-hidden>
				<span style={{ inlineSize: `${(100 * number) / last}%` }} />
			</div>
			<span className={styles.review}>
				{r.name}
				<span className={styles.of}>{formatDay(dayFromISO(r.day), "medium")}</span>
			</span>
			<Part place={place} mayLead={r.can_lead} />
			<span className={styles.turns}>
				<Key icon="arrow-left" name={t("review.back")} onPress={() => onTurn(-1)} isDisabled={number === 0} />
				<button
					type="button"
					className={styles.count}
					onClick={() => onPanel("agenda")}
					aria-expanded={panel === "agenda"}
				>
					{place.at === "opening"
						? t("review.opening")
						: place.at === "end"
							? t("review.end")
							: `${number} / ${last - 1}`}
				</button>
				<Key icon="arrow-right" name={t("review.forth")} onPress={() => onTurn(1)} isDisabled={number === last} />
			</span>
			<Timer review={r} at={place.at} leads={place.part === "leads"} />
			<span className={styles.keys}>
				{writes && (
					<>
						<Key letter="D" name={t("review.decision")} onPress={() => onPanel("decision")} on={panel === "decision"} />
						<Key letter="T" name={t("review.action")} onPress={() => onPanel("action")} on={panel === "action"} />
					</>
				)}
				<Key letter="N" name={t("review.notes")} onPress={() => onPanel("notes")} on={panel === "notes"} />
				<Key letter="B" name={t("review.blank")} onPress={onBlank} bare />
				<Key icon="open" name={t("review.fullScreen")} onPress={fullScreen} bare />
				<Key icon="close" name={t("review.leave")} onPress={onLeave} bare />
			</span>
		</footer>
	);
}

function fullScreen() {
	if (document.fullscreenElement) void document.exitFullscreen();
	else void document.documentElement.requestFullscreen().catch(() => undefined);
}

function Part({ place, mayLead }: { place: Props["place"]; mayLead: boolean }) {
	const t = useT();
	if (!place.running) return <span className={styles.part} />;
	if (place.part === "leads")
		return (
			<span className={styles.part} data-part="leads">
				<span className={styles.live} /> {t("review.leads")}
			</span>
		);
	return (
		<span className={styles.part}>
			{place.part === "follows" ? (
				<span className={styles.following}>
					<span className={styles.live} /> {t("review.follows", { name: place.leader })}
				</span>
			) : (
				<button type="button" className={styles.join} onClick={place.follow}>
					{t("review.rejoin", { name: place.leader })} <kbd>F</kbd>
				</button>
			)}
			{mayLead && (
				<button type="button" className={styles.take} onClick={place.take}>
					{t("review.take")}
				</button>
			)}
		</span>
	);
}

// Timer counts how long the page has been shown, against its plan.
function Timer({ review: r, at, leads }: { review: Review; at: string; leads: boolean }) {
	const t = useT();
	const item = r.items.find((i) => i.project.id === at);
	const plan = 60 * (item ? item.minutes || r.minutes : 0);
	const [since, setSince] = useState(() => ({ at, from: Date.now() }));
	const [now, setNow] = useState(Date.now);
	if (since.at !== at) setSince({ at, from: Date.now() });
	const runs = leads && plan > 0;
	useEffect(() => {
		if (!runs) return;
		const timer = setInterval(() => setNow(Date.now()), 1000);
		return () => clearInterval(timer);
	}, [runs]);
	if (!runs) return <span />;
	const gone = Math.max(0, (now - since.from) / 1000);
	const left = plan - gone;
	return (
		<span
			className={styles.timer}
			data-late={left < 0 || undefined}
			title={t("review.planned", { minutes: plan / 60 })}
		>
			<Icon name="clock" size={18} /> {clock(gone)}
			<span className={styles.of}>/ {plan / 60} min</span>
		</span>
	);
}

type KeyProps = {
	letter?: string;
	icon?: IconName;
	name: string;
	onPress: () => void;
	on?: boolean;
	bare?: boolean;
	isDisabled?: boolean;
};

function Key({ letter, icon, name, onPress, on, bare, isDisabled }: KeyProps) {
	return (
		<button
			type="button"
			className={styles.key}
			onClick={onPress}
			aria-label={bare || icon ? name : undefined}
			aria-pressed={on}
			aria-keyshortcuts={letter}
			title={name}
			disabled={isDisabled}
		>
			{letter && <kbd>{letter}</kbd>}
			{icon && <Icon name={icon} size={20} />}
			{!bare && !icon && name}
		</button>
	);
}
