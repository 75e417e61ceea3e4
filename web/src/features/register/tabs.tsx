import { Link } from "react-aria-components";
import { pathOf, type RecordKind, recordKinds } from "../../data/registers";
import { useT } from "../../i18n/use-lang";
import styles from "./register.module.css";

// RegisterTabs leads from one register to the others.
export function RegisterTabs({ kind }: { kind: RecordKind }) {
	const t = useT();
	return (
		<nav className={styles.tabs} aria-label={t("nav.follow")}>
			{recordKinds.map((k) => (
				<Link key={k} href={pathOf(k)} className={styles.tab ?? ""} aria-current={k === kind ? "page" : undefined}>
					{t(`register.${k}.title`)}
				</Link>
			))}
		</nav>
	);
}
