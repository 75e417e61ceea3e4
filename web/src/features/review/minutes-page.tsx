import { useParams } from "@tanstack/react-router";
import { addressOf } from "../../api/client";
import { dayFromISO, formatDay } from "../../format/day";
import { useLang, useT } from "../../i18n/use-lang";
import { Button, ButtonLink } from "../../ui/button";
import { Markdown } from "../../ui/markdown";
import { PageFrame } from "../../ui/page";
import { Loaded } from "../../ui/states";
import { Badge } from "../../ui/tag";
import { ReportMenu } from "../../views/report-menu";
import styles from "./minutes.module.css";
import { useMinutes } from "./queries";
import type { Minutes, Outcome, Passage } from "./types";

// MinutesPage is the minutes of a review, as they are read and printed.
export default function MinutesPage() {
	const { id } = useParams({ strict: false }) as { id: string };
	const minutes = useMinutes(id);
	return <Loaded query={minutes}>{(m) => <Content id={id} minutes={m} />}</Loaded>;
}

function Content({ id, minutes: m }: { id: string; minutes: Minutes }) {
	const { t, lang } = useLang();
	const take = (in_: "fr" | "en") => {
		const link = document.createElement("a");
		link.href = addressOf(`/reviews/${id}/minutes.md`, { lang: in_ });
		link.download = "";
		link.click();
	};
	return (
		<PageFrame
			title={t("review.minutes.of", { name: m.name })}
			actions={
				<>
					<ButtonLink icon="review" href={`/reviews/${id}/run`}>
						{t("review.show")}
					</ButtonLink>
					<Button icon="export" onPress={() => take(lang)}>
						{t("review.minutes.text")}
					</Button>
					<ReportMenu kind="review" query={{ review: id }} />
					<Button kind="primary" icon="file" onPress={() => window.print()}>
						{t("review.minutes.print")}
					</Button>
				</>
			}
			lead={
				<span className={styles.lead}>
					{m.portfolio} · {t("review.stateOf", { day: formatDay(dayFromISO(m.day), "long") })}
					{m.held_on && ` · ${t("review.minutes.held", { day: formatDay(dayFromISO(m.held_on), "long") })}`}
					{!m.final && <Badge tone="warn">{t("review.minutes.draft")}</Badge>}
				</span>
			}
		>
			<article className={styles.paper}>
				<dl className={styles.about}>
					{m.leader && (
						<div>
							<dt>{t("review.minutes.leader")}</dt>
							<dd>{m.leader}</dd>
						</div>
					)}
					<div>
						<dt>{t("review.minutes.people")}</dt>
						<dd>{m.people.map((p) => p.name).join(", ") || "–"}</dd>
					</div>
					{m.opening.figures.map((f) => (
						<div key={f.key}>
							<dt>{f.label}</dt>
							<dd>
								{f.text}
								{f.delta && <span className={styles.quiet}> ({f.delta})</span>}
							</dd>
						</div>
					))}
				</dl>
				{m.conclusion && (
					<section>
						<h2>{t("review.conclusion")}</h2>
						<Markdown text={m.conclusion} />
					</section>
				)}
				<section>
					<h2>{t("review.minutes.ends")}</h2>
					<Ends all={m.outcomes} />
				</section>
				{m.opening.follow_up.length > 0 && (
					<section>
						<h2>{t("review.minutes.follow")}</h2>
						<Ends all={m.opening.follow_up} />
					</section>
				)}
				<Passages title="review.minutes.came" all={m.opening.new} />
				<Passages title="review.minutes.went" all={m.opening.gone} />
				<section>
					<h2>{t("review.minutes.each")}</h2>
					{m.projects.map((p) => (
						<Project key={p.project.id} item={p} previous={m.previous?.name ?? ""} />
					))}
				</section>
			</article>
		</PageFrame>
	);
}

// mostPassed is how many projects that came or went the minutes tell, as documents do
// (overview/review): the dearest, which stand first.
const mostPassed = 15;

function Passages({ title, all }: { title: "review.minutes.came" | "review.minutes.went"; all: readonly Passage[] }) {
	const t = useT();
	if (all.length === 0) return null;
	const more = all.length - mostPassed;
	return (
		<section>
			<h2>{t(title, { count: all.length })}</h2>
			<ul className={styles.passages}>
				{all.slice(0, mostPassed).map((p) => (
					<li key={p.id}>
						<strong>{p.name}</strong> <span className={styles.quiet}>{p.text}</span>
					</li>
				))}
				{more > 0 && <li className={styles.quiet}>{t("review.minutes.others", { count: more })}</li>}
			</ul>
		</section>
	);
}

function Ends({ all, own }: { all: readonly Outcome[]; own?: boolean }) {
	const t = useT();
	if (all.length === 0) return <p className={styles.quiet}>{t("review.minutes.none")}</p>;
	return (
		<table className={styles.ends}>
			<thead>
				<tr>
					<th>{t("review.minutes.what")}</th>
					{!own && <th>{t("review.minutes.project")}</th>}
					<th>{t("review.owner")}</th>
					<th>{t("review.due")}</th>
					<th>{t("review.minutes.state")}</th>
				</tr>
			</thead>
			<tbody>
				{all.map((o) => (
					<tr key={o.register + o.id}>
						<td>
							<strong>{o.register === "action" ? t("review.action") : o.kind_label || t("review.decision")}</strong>{" "}
							{o.name}
							{o.note && <p className={styles.quiet}>{o.note}</p>}
						</td>
						{!own && <td>{o.project?.name ?? t("review.whole")}</td>}
						<td>{o.owner?.name}</td>
						<td className={styles.date}>{formatDay(dayFromISO(o.due), "short")}</td>
						<td data-state={o.state}>
							{o.state === "late" ? `${o.status_label} (${t("review.state.late")})` : o.status_label}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	);
}

function Project({ item: p, previous }: { item: Minutes["projects"][number]; previous: string }) {
	const { t } = useLang();
	return (
		<section className={styles.project}>
			<h3>{p.project.name}</h3>
			<p className={styles.facts}>
				{p.facts.map((f) => (
					<span key={f.attribute}>
						<span className={styles.quiet}>{f.label}</span> {f.text}
					</span>
				))}
			</p>
			{previous && p.kind === "new" && <p>{t("review.isNew")}</p>}
			{previous && p.changes.length > 0 && (
				<>
					<p className={styles.quiet}>{t("review.since", { name: previous })}</p>
					<ul className={styles.changes}>
						{p.changes.map((c) => (
							<li key={c.attribute} data-worse={c.worse ?? undefined}>
								<span className={styles.quiet}>{c.label}</span> {c.text}
							</li>
						))}
					</ul>
				</>
			)}
			{p.note && (
				<p>
					<em>{t("review.agenda.said", { text: p.note })}</em>
				</p>
			)}
			{p.comment && <blockquote>{p.comment}</blockquote>}
			{p.outcomes.length > 0 && <Ends all={p.outcomes} own />}
		</section>
	);
}
