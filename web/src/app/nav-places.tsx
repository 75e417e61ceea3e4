import { useQueryClient } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { type ReactNode, useEffect, useId, useState } from "react";
import { addressOfPlace, type Place, samePlace, usePlaces } from "../data/places";
import { keys } from "../data/query-keys";
import { useT } from "../i18n/use-lang";
import { Anchor } from "../ui/anchor";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-shapes";
import { Pressable } from "../ui/pressable";
import styles from "./nav.module.css";

const icons: Record<Place["kind"], IconName> = { project: "project", portfolio: "portfolio", view: "columns" };
const mostRecent = 6;
// The server notes a look at a project when its page opens; then the list is read again.
const noted = 1500;

// NavPlaces are the favourites, and below them what was looked at last.
export function NavPlaces({ onGo }: { onGo?: () => void }) {
	const t = useT();
	const path = useRouterState({ select: (s) => s.location.pathname });
	const places = usePlaces().data;
	useNotedVisits(path);
	if (!places) return null;
	const recent = places.recent.filter((r) => !places.favourites.some((f) => samePlace(f, r))).slice(0, mostRecent);
	return (
		<>
			<Fold name="favourites" title={t("places.favourites")}>
				{places.favourites.length === 0 && <p className={styles.hint}>{t("places.none")}</p>}
				<Lines places={places.favourites} path={path} onGo={onGo} />
			</Fold>
			{recent.length > 0 && (
				<Fold name="recent" title={t("places.recent")}>
					<Lines places={recent} path={path} onGo={onGo} />
				</Fold>
			)}
		</>
	);
}

function useNotedVisits(path: string): void {
	const queries = useQueryClient();
	useEffect(() => {
		if (!path.startsWith("/project/")) return;
		const timer = setTimeout(() => void queries.invalidateQueries({ queryKey: keys.places }), noted);
		return () => clearTimeout(timer);
	}, [path, queries]);
}

function Fold({ name, title, children }: { name: string; title: string; children: ReactNode }) {
	const id = useId();
	const remembered = `vigie.nav.${name}`;
	const [open, setOpen] = useState(() => localStorage.getItem(remembered) !== "folded");
	const turn = () => {
		localStorage.setItem(remembered, open ? "folded" : "open");
		setOpen(!open);
	};
	return (
		<section className={styles.section}>
			<Pressable className={styles.fold ?? ""} aria-expanded={open} aria-controls={id} onPress={turn}>
				<Icon name={open ? "chevron-down" : "chevron-right"} size={12} />
				{title}
			</Pressable>
			<div id={id} hidden={!open}>
				{children}
			</div>
		</section>
	);
}

function Lines({ places, path, onGo }: { places: readonly Place[]; path: string; onGo?: () => void }) {
	return (
		<ul className={styles.list}>
			{places.map((p) => (
				<li key={`${p.kind}-${p.id}`}>
					<Anchor
						href={addressOfPlace(p)}
						className={styles.small ?? ""}
						aria-current={path === addressOfPlace(p) ? "page" : undefined}
						onPress={onGo}
					>
						<Icon name={icons[p.kind]} size={14} />
						<span className={styles.word} title={p.detail ? `${p.detail} · ${p.name}` : p.name}>
							{p.name}
						</span>
					</Anchor>
				</li>
			))}
		</ul>
	);
}
