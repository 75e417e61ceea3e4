import { useRouterState } from "@tanstack/react-router";
import { useMe } from "../data/me";
import { useT } from "../i18n/use-lang";
import { Anchor } from "../ui/anchor";
import { Icon } from "../ui/icon";
import styles from "./nav.module.css";
import { NavPlaces } from "./nav-places";
import { openTo, placeOf } from "./places";

// Places lists the places of the application; those a person cannot use are left out.
export function Places({ slim, onGo }: { slim?: boolean; onGo?: () => void }) {
	const t = useT();
	const me = useMe();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const open = openTo(me);
	const shown = open.filter((p) => !p.inside);
	const current = placeOf(open, path);
	return (
		<div className={styles.nav} data-slim={slim || undefined}>
			<ul className={styles.list}>
				{shown.map((p) => (
					<li key={p.href}>
						<Anchor
							href={p.href}
							className={styles.place ?? ""}
							aria-current={p === current ? "page" : undefined}
							aria-label={slim ? t(p.word ?? p.title) : undefined}
							onPress={onGo}
						>
							<Icon name={p.icon} />
							<span className={styles.word}>{t(p.word ?? p.title)}</span>
						</Anchor>
					</li>
				))}
			</ul>
			{!slim && <NavPlaces onGo={onGo} />}
		</div>
	);
}
