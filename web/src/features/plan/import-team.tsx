import type { PlanImported } from "../../data/plan-transfer";
import { useT } from "../../i18n/use-lang";
import styles from "./import.module.css";

// some are how many names are said before the rest is only counted.
const some = 12;

// Team says which resources of a file are here already, and which are made with the plan.
// What is left out stands among what has no place.
export function Team({ of }: { of: PlanImported["resources"] }) {
	const t = useT();
	const named = (all: readonly string[]) =>
		all.length > some
			? t("planImport.andMore", { names: all.slice(0, some).join(", "), count: all.length - some })
			: all.join(", ");
	const known = of.known ?? [];
	const made = of.made ?? [];
	return (
		<>
			{known.length > 0 && (
				<p className={styles.quiet}>{t("planImport.teamKnown", { count: known.length, names: named(known) })}</p>
			)}
			{made.length > 0 && (
				<p className={styles.quiet}>{t("planImport.teamMade", { count: made.length, names: named(made) })}</p>
			)}
		</>
	);
}
