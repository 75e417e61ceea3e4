import { Link } from "react-aria-components";
import { dayFromISO, formatDay } from "../../../format/day";
import type { Translate } from "../../../i18n/lang";
import { useT } from "../../../i18n/use-lang";
import { writeSearch } from "../../../url/search";
import type { About, ActionsData, AskedData, DatesData, RisksData } from "../model";
import { type Page, usePage } from "../reading";
import styles from "./lists.module.css";
import { Counts, Lines, None, ProjectLink } from "./parts";

// Dates, risks, actions and what is asked: the registers across the projects, what
// is late or near first.

// listHref is a register, narrowed to the projects of the page and to what is asked.
export function listHref(path: string, { reading }: Page, asked: Record<string, string> = {}): string {
	const portfolio = reading.portfolio === "all" ? "" : reading.portfolio;
	return path + writeSearch({ ...asked, portfolio, projects: reading.filter, as_of: reading.asOf });
}

export function Dates({ data }: { data: DatesData }) {
	const t = useT();
	const page = usePage();
	const { late = 0, next_30 = 0 } = data.counts;
	return (
		<>
			<Counts
				of={[
					{ name: t("summary.late"), count: late, tone: "bad", href: listHref("/milestones", page, { when: "late" }) },
					{ name: t("summary.next30"), count: next_30, href: listHref("/milestones", page, { when: "next_30" }) },
				]}
			/>
			{data.items.length === 0 && <None>{t("summary.dates.none")}</None>}
			<Lines
				line={41}
				above={54}
				rest={Math.max(0, late + next_30 - data.items.length)}
				all={listHref("/milestones", page)}
			>
				{data.items.map((d) => (
					<li key={d.id} className={styles.line}>
						<Name name={d.name} of={d.project} />
						<span className={styles.quiet}>{formatDay(dayFromISO(d.date))}</span>
						<Due days={d.days} late={d.late} />
					</li>
				))}
			</Lines>
		</>
	);
}

export function Actions({ data }: { data: ActionsData }) {
	const t = useT();
	const page = usePage();
	const { late = 0, open = 0 } = data.counts;
	return (
		<>
			<Counts
				of={[
					{ name: t("summary.late"), count: late, tone: "bad", href: listHref("/actions", page, { when: "late" }) },
					{ name: t("summary.open"), count: open, href: listHref("/actions", page) },
				]}
			/>
			{data.items.length === 0 && <None>{t("summary.actions.none")}</None>}
			<Lines line={41} above={54} rest={Math.max(0, open - data.items.length)} all={listHref("/actions", page)}>
				{data.items.map((a) => (
					<li key={a.id} className={styles.line}>
						<Name name={a.name} of={a.project} owner={a.owner?.name} />
						<Due days={a.days} late={a.late} />
					</li>
				))}
			</Lines>
		</>
	);
}

const asks = ["decision", "round", "review"] as const;

export function Asked({ data }: { data: AskedData }) {
	const t = useT();
	const page = usePage();
	if (data.total === 0) return <None>{t("summary.asked.none")}</None>;
	const places = {
		decision: listHref("/decisions", page, { by: "ask" }),
		round: "/rounds",
		review: `/reviews${writeSearch({ portfolio: page.reading.portfolio === "all" ? "" : page.reading.portfolio })}`,
	};
	const rest = (shown: number) =>
		asks.flatMap((kind) => {
			const seen = data.items.slice(0, shown).filter((a) => kindOf(a.kind) === kind).length;
			const count = (data.counts[kind] ?? 0) - seen;
			return count > 0 ? [{ said: t(`summary.asked.more.${kind}`, { count }), href: places[kind] }] : [];
		});
	return (
		<Lines line={41} rest={data.total - data.items.length} all={rest}>
			{data.items.map((a) => (
				<li key={`${a.kind}-${a.id}`} className={styles.line}>
					<Name name={a.text} of={a.project} kind={t(`summary.asked.${kindOf(a.kind)}`)} owner={a.owner?.name} />
					<Due days={a.days} late={a.late} />
				</li>
			))}
		</Lines>
	);
}

function kindOf(kind: string): "decision" | "review" | "round" {
	return kind === "review" || kind === "round" ? kind : "decision";
}

export function Risks({ data }: { data: RisksData }) {
	const t = useT();
	const page = usePage();
	const { open = 0, happened = 0 } = data.counts;
	if (open === 0 && happened === 0) return <None>{t("summary.risks.none")}</None>;
	return (
		<div className={styles.risks}>
			<Matrix cells={data.matrix} />
			<Lines line={41} rest={Math.max(0, open - data.items.length)} all={listHref("/risks", page)}>
				{data.items.map((r) => (
					<li key={r.id} className={styles.line}>
						<span
							className={styles.criticality}
							data-high={(r.criticality ?? 0) >= 15 || undefined}
							title={t("summary.risks.criticality")}
						>
							{r.criticality}
						</span>
						<Name name={r.name} of={r.project} owner={r.owner?.name} />
					</li>
				))}
			</Lines>
		</div>
	);
}

// Matrix is how many open risks there are of each probability and impact; likely
// ones stand on top.
function Matrix({ cells }: { cells: number[][] }) {
	const t = useT();
	const page = usePage();
	const href = (p: number, i: number) => listHref("/risks", page, { at: `${p}x${i}` });
	return (
		<table className={styles.matrix}>
			<caption className="visually-hidden">{t("summary.risks.matrix")}</caption>
			<tbody>
				{[5, 4, 3, 2, 1].map((p) => (
					<tr key={p}>
						<th scope="row" aria-label={t("summary.risks.probability", { n: p })}>
							{p}
						</th>
						{[1, 2, 3, 4, 5].map((i) => (
							<td key={i} style={{ ["--heat" as string]: `${Math.round((p * i * 42) / 25)}%` }}>
								<Square count={cells[p - 1]?.[i - 1] ?? 0} p={p} i={i} href={href(p, i)} />
							</td>
						))}
					</tr>
				))}
			</tbody>
			<tfoot>
				<tr>
					<td className="visually-hidden" />
					{[1, 2, 3, 4, 5].map((i) => (
						<th key={i} scope="col" aria-label={t("summary.risks.impact", { n: i })}>
							{i}
						</th>
					))}
				</tr>
			</tfoot>
		</table>
	);
}

function Square({ count, p, i, href }: { count: number; p: number; i: number; href: string }) {
	const t = useT();
	if (!count) return null;
	return (
		<Link href={href} className={styles.square ?? ""} aria-label={t("register.matrix.cell", { p, i, count })}>
			{count}
		</Link>
	);
}

type NameProps = { name: string; of: About | null; kind?: string; owner?: string };

export function Name({ name, of, kind, owner }: NameProps) {
	const { reading } = usePage();
	return (
		<span className={styles.name}>
			<span title={name}>{name}</span>
			<span className={styles.of}>
				{kind && <span>{kind}</span>}
				{of && !reading.project && <ProjectLink of={of} />}
				{owner && <span>{owner}</span>}
			</span>
		</span>
	);
}

export function Due({ days, late }: { days: number | null; late: boolean }) {
	const t = useT();
	if (days === null) return null;
	return (
		<span className={styles.end} data-tone={late ? "bad" : days <= 7 ? "warn" : undefined}>
			{dueText(days, late, t)}
		</span>
	);
}

function dueText(days: number, late: boolean, t: Translate): string {
	if (late) return t("summary.dueLate", { count: Math.abs(days) });
	return t("summary.dueIn", { count: days });
}
