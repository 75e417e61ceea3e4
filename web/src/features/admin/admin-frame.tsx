import { useRouterState } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Link } from "react-aria-components";
import { useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { PageFrame } from "../../ui/page";
import { Split } from "../../ui/side-panel";
import styles from "./admin.module.css";
import { adminPages } from "./routes";

type Props = {
	title: string;
	lead: string;
	actions?: ReactNode;
	tools?: ReactNode;
	panel?: ReactNode;
	children: ReactNode;
};

// AdminFrame is a list of the administration with its panel, under the tabs that
// lead to the other lists.
export function AdminFrame({ panel, children, ...page }: Props) {
	return (
		<div className={styles.admin}>
			<AdminTabs />
			<Split panel={panel}>
				<PageFrame {...page}>{children}</PageFrame>
			</Split>
		</div>
	);
}

function AdminTabs() {
	const t = useT();
	const me = useMe();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const shown = adminPages.filter((p) => p.need && me.permissions.includes(p.need));
	return (
		<nav className={styles.tabs} aria-label={t("nav.admin")}>
			{shown.map((p) => (
				<Link
					key={p.path}
					href={p.path}
					className={styles.tab ?? ""}
					aria-current={path === p.path ? "page" : undefined}
				>
					{t(p.title)}
				</Link>
			))}
		</nav>
	);
}
