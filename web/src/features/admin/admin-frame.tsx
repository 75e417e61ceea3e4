import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useRef } from "react";
import { Link } from "react-aria-components";
import { useMe } from "../../data/me";
import { useT } from "../../i18n/use-lang";
import { PageFrame } from "../../ui/page";
import { Split } from "../../ui/split";
import styles from "./admin.module.css";
import { AsideBand } from "./aside-band";
import { areas, shownTo } from "./shown-to";

type Props = {
	title: string;
	lead: ReactNode;
	actions?: ReactNode;
	tools?: ReactNode;
	panel?: ReactNode;
	children: ReactNode;
	// reading: a narrow column for text and forms
	reading?: boolean;
	// still: nothing on it takes the focus
	still?: boolean;
};

// AdminFrame is a list of the administration with its panel, beside the way to
// the other lists.
export function AdminFrame({ panel, children, still, ...page }: Props) {
	return (
		<div className={styles.whole}>
			<AsideBand />
			<div className={styles.admin}>
				<AdminPlaces />
				<Split panel={panel} label={still ? page.title : undefined}>
					<PageFrame {...page}>{children}</PageFrame>
				</Split>
			</div>
		</div>
	);
}

function AdminPlaces() {
	const t = useT();
	const me = useMe();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const shown = shownTo(me);
	const places = useRef<HTMLElement>(null);
	// On a phone the places are one line, of which the first would be seen.
	useEffect(() => {
		const here = places.current?.querySelector(`[href="${CSS.escape(path)}"]`);
		here?.scrollIntoView({ block: "nearest", inline: "center" });
	}, [path]);
	return (
		<nav ref={places} className={styles.tabs} aria-label={t("nav.admin")}>
			{areas.map((area) => {
				const pages = shown.filter((p) => p.area === area);
				if (pages.length === 0) return null;
				return (
					<div key={area} className={styles.area}>
						<span className={styles.heading}>{t(`adminArea.${area}`)}</span>
						{pages.map((p) => (
							<Link
								key={p.path}
								href={p.path}
								className={styles.tab ?? ""}
								aria-current={path === p.path ? "page" : undefined}
							>
								{t(p.title)}
							</Link>
						))}
					</div>
				);
			})}
		</nav>
	);
}
