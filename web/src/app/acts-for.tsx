import { useMe } from "../data/me";
import { dayFromISO, formatDay } from "../format/day";
import { useT } from "../i18n/use-lang";
import { Anchor } from "../ui/anchor";
import styles from "./acts-for.module.css";

// ActsFor says, on every page, for whom the person acts besides himself.
export default function ActsFor() {
	const t = useT();
	const me = useMe();
	return (
		<section className={styles.line} aria-label={t("delegation.title")}>
			{(me.acts_for ?? []).map((b) => (
				<span key={b.id}>{t("delegation.band", { name: b.name, until: formatDay(dayFromISO(b.until), "long") })}</span>
			))}
			<Anchor href="/account#delegations">{t("delegation.see")}</Anchor>
		</section>
	);
}
