import { Link } from "react-aria-components";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import type { Difference, Outcome, Place } from "./configuration";
import styles from "./configuration.module.css";

// Differences is what a configuration would change, section by section, with whom
// each touches.
export function Differences({ found }: { found: Outcome }) {
	const t = useT();
	if (found.items.length === 0 && found.problems.length === 0) {
		return <Banner tone="good">{t("configuration.same")}</Banner>;
	}
	const sections = found.sections.filter((s) => found.items.some((i) => i.section === s.key));
	return (
		<>
			{found.problems.length > 0 && (
				<Banner tone="bad" title={t("configuration.problems")}>
					<Places of={found.problems} />
				</Banner>
			)}
			{found.kept.length > 0 && (
				<Banner tone="warn" title={t("configuration.kept")}>
					<Places of={found.kept} />
				</Banner>
			)}
			<p>{t("configuration.differences", { count: found.items.length })}</p>
			{sections.map((s) => (
				<section key={s.key} className={styles.section} aria-label={s.title}>
					<h3>{s.title}</h3>
					<ul>
						{found.items
							.filter((i) => i.section === s.key)
							.map((i) => (
								<Item key={i.key} item={i} />
							))}
					</ul>
				</section>
			))}
		</>
	);
}

function Item({ item }: { item: Difference }) {
	const t = useT();
	const touched = [
		item.projects > 0 && t("configuration.projects", { count: item.projects }),
		item.people > 0 && t("configuration.people", { count: item.people }),
	].filter(Boolean);
	return (
		<li>
			<div className={styles.item}>
				<strong>{item.name || item.key}</strong>
				<span className={styles[item.kind]}>{t(`configuration.${item.kind}`)}</span>
				{touched.length > 0 && <span className={styles.quiet}>{touched.join(" · ")}</span>}
			</div>
			<Touched item={item} />
			{item.kind === "changed" && (
				<ul className={styles.changes}>
					{item.changes.map((c) => (
						<li key={`${c.what} ${c.before}`}>{t("configuration.change", c)}</li>
					))}
				</ul>
			)}
		</li>
	);
}

// Touched names the first of those whom a change touches, and leads to all.
function Touched({ item }: { item: Difference }) {
	const t = useT();
	if (item.some.length + item.persons.length === 0) return null;
	return (
		<p className={styles.touched}>
			{item.some.map((p) => (
				<Link key={p.id} href={`/project/${p.id}`}>
					{p.name}
				</Link>
			))}
			{item.persons.map((p) => (
				<Link key={p.id} href={`/admin/users?open=${p.id}`}>
					{p.name}
				</Link>
			))}
			{item.rows && item.projects > item.some.length && (
				<Link href={`/portfolio?filter=${encodeURIComponent(item.rows)}`}>
					{t("configuration.allOf", { count: item.projects })}
				</Link>
			)}
		</p>
	);
}

function Places({ of }: { of: Place[] }) {
	return (
		<ul className={styles.places}>
			{of.map((p) => (
				<li key={`${p.section} ${p.key} ${p.where} ${p.text}`}>
					<code>{[p.section, p.key, p.where].filter(Boolean).join(" › ")}</code> {p.text}
				</li>
			))}
		</ul>
	);
}
