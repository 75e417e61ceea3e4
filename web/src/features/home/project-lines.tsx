import { Link } from "react-aria-components";
import type { Attribute, Row } from "../../api/types";
import { fieldKind } from "../../fields/registry";
import { useFieldContext } from "../../fields/use-context";
import { dayFromISO, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Icon } from "../../ui/icon";
import styles from "./home.module.css";

type Props = {
	rows: readonly Row[];
	attributes: readonly Attribute[];
	// fresh: the projects that others changed since the person looked
	fresh?: ReadonlySet<string>;
	// why: what is asked of the person, per project
	why?: (row: Row) => string;
};

export const projectFields = ["code", "name", "weather", "light", "end", "progress", "unit"] as const;

// ProjectLines are projects in a line each: how they are, their name, their end.
export function ProjectLines({ rows, attributes, fresh, why }: Props) {
	const t = useT();
	const context = useFieldContext();
	const of = (key: string) => attributes.find((a) => a.key === key);
	const [weather, light] = [of("weather"), of("light")];
	const health = (row: Row) => {
		const a = row.weather ? weather : light;
		return a && row[a.key] ? <span className={styles.mark}>{fieldKind(a).view(row[a.key], a, context)}</span> : null;
	};
	return (
		<ul className={styles.lines}>
			{rows.map((row) => (
				<li key={row.id}>
					<Link href={`/project/${row.id}`} className={styles.line ?? ""}>
						<span className={styles.health}>
							{health(row) ?? <span className={styles.unsaid}>{t("home.unsaid")}</span>}
						</span>
						<span className={styles.name}>
							{typeof row.code === "string" && <span className={styles.code}>{row.code}</span>}
							{String(row.name ?? "")}
							{fresh?.has(row.id) && (
								<span className={styles.fresh}>
									<Icon name="clock" size={12} label={t("home.fresh")} />
								</span>
							)}
						</span>
						<span className={styles.end}>{why?.(row) || formatDay(dayFromISO(row.end as string | null), "short")}</span>
					</Link>
				</li>
			))}
		</ul>
	);
}
