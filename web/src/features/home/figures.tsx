import { Link } from "react-aria-components";
import type { Attribute } from "../../api/types";
import type { Page } from "../../data/rows";
import { weathers } from "../../fields/status";
import { useFieldContext } from "../../fields/use-context";
import { formatCount } from "../../format/number";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import { ErrorState, Skeleton } from "../../ui/states";
import { PartialMark } from "../../views/partial-mark";
import { shortTotal } from "../../views/totals";
import styles from "./home.module.css";
import { useRows } from "./queries";

const costs = ["total_cost", "total_cost_baseline", "actual_cost"] as const;

function knownTo(attributes: readonly Attribute[]) {
	const has = (key: string) => attributes.some((a) => a.key === key);
	return { known: costs.filter(has), weather: has("weather") };
}

// useFigures is what is said of all projects.
export function useFigures(attributes: readonly Attribute[], asOf: string, enabled = true) {
	const { known, weather } = knownTo(attributes);
	const fields = ["name", ...known, ...(weather ? ["weather"] : [])];
	return useRows({ filter: "", group: weather ? "weather" : "", fields, limit: 1 }, asOf, enabled);
}

// Figures are the portfolio in one line: how many projects, what they cost, how
// they are. Each figure opens its rows.
export function Figures({ attributes, asOf }: { attributes: readonly Attribute[]; asOf: string }) {
	const { t } = useLang();
	const { known, weather } = knownTo(attributes);
	const read = useFigures(attributes, asOf);
	if (read.error && !read.data) return <ErrorState error={read.error} onRetry={() => void read.refetch()} />;
	if (!read.data) return <Skeleton lines={2} />;
	return (
		<section className={styles.figures} aria-label={t("home.figures")}>
			<Figure href="/portfolio" name={t("home.projects")} value={formatCount(read.data.total)} />
			{known.map((key) => (
				<Cost key={key} of={key} page={read.data} attributes={attributes} />
			))}
			{read.data.missing && <PartialMark />}
			{weather && <Weathers page={read.data} />}
		</section>
	);
}

function Figure({ href, name, value }: { href: string; name: string; value: string }) {
	return (
		<Link href={href} className={styles.figure ?? ""}>
			<span className={styles.value}>{value}</span>
			<span className={styles.of}>{name}</span>
		</Link>
	);
}

function Cost({ of, page, attributes }: { of: string; page: Page; attributes: readonly Attribute[] }) {
	const { lang } = useLang();
	const context = { ...useFieldContext(), scale: "auto" as const };
	const attribute = attributes.find((a) => a.key === of);
	const value = attribute && shortTotal(page.totals[of], attribute, context);
	if (!attribute || !value) return null;
	return <Figure href={`/portfolio?sort=-${of}`} name={pick(attribute.label, lang)} value={value} />;
}

// Weathers is how many projects there are under each weather, as a table.
function Weathers({ page }: { page: Page }) {
	const { t } = useLang();
	const count = (word: string | null) => page.groups?.find((g) => g.value === word)?.count ?? 0;
	const cells = [
		...weathers.map((w) => ({
			key: w.word,
			icon: w.icon,
			name: t(w.title),
			filter: `weather = "${w.word}"`,
			n: count(w.word),
		})),
		{ key: "none", icon: "help" as const, name: t("home.unsaid"), filter: "weather is empty", n: count(null) },
	];
	return (
		<table className={styles.weather}>
			<caption className="visually-hidden">{t("home.weather")}</caption>
			<thead>
				<tr>
					{cells.map((c) => (
						<th key={c.key} scope="col">
							<Icon name={c.icon} size={14} />
							<span>{c.name}</span>
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				<tr>
					{cells.map((c) => (
						<td key={c.key}>
							<Link
								href={`/portfolio?filter=${encodeURIComponent(c.filter)}`}
								className={styles.number ?? ""}
								aria-label={t("home.count", { count: c.n, name: c.name })}
							>
								{formatCount(c.n)}
							</Link>
						</td>
					))}
				</tr>
			</tbody>
		</table>
	);
}
