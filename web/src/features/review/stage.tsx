import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useT } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { useTitle } from "../../ui/page-title";
import { AgendaList } from "./agenda-list";
import { Composer } from "./composer";
import { Ending } from "./ending";
import { Foot } from "./foot";
import { step } from "./logic";
import { Notes } from "./notes";
import { OpeningSlide } from "./opening-slide";
import { ProjectSlide } from "./project-slide";
import styles from "./stage.module.css";
import type { At, Review } from "./types";
import { useAt } from "./use-place";
import { useStageKeys } from "./use-stage-keys";

export type Panel = "decision" | "action" | "notes" | "agenda" | null;

// Stage is the screen of a review: one page at a time in sixteen to nine, with
// what is typed over it and the line of keys below.
export function Stage({ review: r }: { review: Review }) {
	const t = useT();
	const navigate = useNavigate();
	const place = useAt(r);
	const [panel, setPanel] = useState<Panel>(null);
	const [blank, setBlank] = useState(false);
	const writes = r.can_lead && r.state === "frozen";
	const name = nameOf(r, place.at, t("review.opening"), t("review.end"));
	useTitle(`${name} · ${r.name}`);
	useEffect(() => announce(name), [name]);
	const leave = () => {
		if (document.fullscreenElement) void document.exitFullscreen();
		void navigate({ to: `/reviews/${r.id}` as never });
	};
	const toggle = (p: Panel) => setPanel((now) => (now === p ? null : p));
	const typed = useStageKeys({
		pages: place.pages,
		go: place.go,
		turn: (by) => place.go(step(place.pages, place.at, by)),
		press: (key) => {
			if (key === "b") return setBlank((b) => !b);
			if (key === "n") return toggle("notes");
			if (key === "a") return toggle("agenda");
			if (key === "d" && writes) return toggle("decision");
			if (key === "t" && writes) return toggle("action");
			if (key === "f" && place.running && place.part === "browses") return place.follow();
			if (key !== "escape") return;
			if (blank) setBlank(false);
			else if (panel) setPanel(null);
		},
	});
	return (
		<>
			<main className={styles.stage} data-part={place.part}>
				<div className={styles.page} key={place.at}>
					{place.hidden ? (
						<p className={styles.hidden}>{t("review.hidden")}</p>
					) : (
						<Slide
							review={r}
							at={place.at}
							onGo={place.go}
							onClosed={() => void navigate({ to: `/reviews/${r.id}/minutes` as never })}
						/>
					)}
				</div>
				{(panel === "decision" || panel === "action") && writes && (
					<Composer
						key={`${panel}${place.at}`}
						register={panel}
						review={r}
						at={place.at}
						onClose={() => setPanel(null)}
					/>
				)}
				<Foot
					review={r}
					place={place}
					panel={panel}
					writes={writes}
					onPanel={toggle}
					onBlank={() => setBlank(true)}
					onTurn={(by) => place.go(step(place.pages, place.at, by))}
					onLeave={leave}
				/>
			</main>
			{panel === "notes" && (
				<Notes key={place.at} review={r} at={place.at} name={name} onClose={() => setPanel(null)} />
			)}
			{panel === "agenda" && (
				<AgendaList
					review={r}
					at={place.at}
					onGo={(to) => {
						place.go(to);
						setPanel(null);
					}}
					onClose={() => setPanel(null)}
				/>
			)}
			{typed && (
				<div className={styles.typed} role="status">
					{typed} <kbd>↵</kbd>
				</div>
			)}
			{blank && (
				<button
					type="button"
					className={styles.blank}
					aria-label={t("review.unblank")}
					onClick={() => setBlank(false)}
				/>
			)}
		</>
	);
}

function Slide({
	review: r,
	at,
	onGo,
	onClosed,
}: {
	review: Review;
	at: At;
	onGo: (to: At) => void;
	onClosed: () => void;
}) {
	if (at === "opening") return <OpeningSlide review={r} onGo={onGo} />;
	if (at === "end") return <Ending review={r} onClosed={onClosed} />;
	return <ProjectSlide review={r} project={at} />;
}

function nameOf(r: Review, at: At, opening: string, end: string): string {
	if (at === "opening") return opening;
	if (at === "end") return end;
	return r.items.find((i) => i.project.id === at)?.project.name ?? "";
}
