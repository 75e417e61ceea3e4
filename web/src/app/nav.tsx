import { useRouterState } from "@tanstack/react-router";
import { Link } from "react-aria-components";
import { useMe } from "../data/me";
import type { MessageKey } from "../i18n/lang";
import { useT } from "../i18n/use-lang";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-shapes";
import styles from "./nav.module.css";

type Place = { href: string; under: string; title: MessageKey; icon: IconName; need?: string[] };

const places: Place[] = [
	{ href: "/portfolio", under: "/p", title: "nav.portfolio", icon: "portfolio" },
	{ href: "/milestones", under: "/milestones", title: "nav.milestones", icon: "calendar", need: ["project.read"] },
	{ href: "/history", under: "/history", title: "nav.history", icon: "history", need: ["history.read"] },
	{
		href: "/import",
		under: "/import",
		title: "nav.imports",
		icon: "import",
		need: ["import.run", "unit.manage", "user.manage"],
	},
	{
		href: "/admin",
		under: "/admin",
		title: "nav.admin",
		icon: "admin",
		need: ["user.manage", "unit.manage", "role.manage", "catalogue.edit", "system.manage"],
	},
];

// Places lists the places of the application; those a person cannot use are left out.
export function Places({ slim, onGo }: { slim?: boolean; onGo?: () => void }) {
	const t = useT();
	const me = useMe();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const shown = places.filter((p) => !p.need || p.need.some((n) => me.permissions.includes(n)));
	return (
		<div className={styles.nav} data-slim={slim || undefined}>
			<ul className={styles.list}>
				{shown.map((p) => (
					<li key={p.href}>
						<Link
							href={p.href}
							className={styles.place ?? ""}
							aria-current={path.startsWith(p.under) ? "page" : undefined}
							aria-label={slim ? t(p.title) : undefined}
							onPress={onGo}
						>
							<Icon name={p.icon} />
							<span className={styles.word}>{t(p.title)}</span>
						</Link>
					</li>
				))}
			</ul>
		</div>
	);
}
