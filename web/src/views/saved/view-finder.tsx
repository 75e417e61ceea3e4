import { type KeyboardEvent, useRef, useState } from "react";
import { fold } from "../../format/fold";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Anchor } from "../../ui/anchor";
import { Button } from "../../ui/button";
import { Icon } from "../../ui/icon";
import { SearchField } from "../../ui/search-field";
import type { SavedView } from "./model";
import type { Saved } from "./use-saved";
import styles from "./view-finder.module.css";

type Props = { saved: Saved; onNew: () => void; onBin: () => void; close: () => void };

// ViewFinder lists all views, one's own and those that are shared, and finds one
// among many by some words of its name.
export function ViewFinder({ saved, onNew, onBin, close }: Props) {
	const { t, lang } = useLang();
	const [q, setQ] = useState("");
	const box = useRef<HTMLDivElement>(null);
	const words = fold(q).split(" ").filter(Boolean);
	const found = saved.views.filter((v) => words.every((word) => fold(pick(v.label, lang)).includes(word)));
	const own = found.filter((v) => v.scope === "personal");
	const shared = found.filter((v) => v.scope !== "personal");
	const walk = (e: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
		const links = [...(box.current?.querySelectorAll<HTMLElement>("a[href]") ?? [])];
		if (e.key === "Enter" && e.target instanceof HTMLInputElement) links[0]?.click();
		if (!step || !links.length) return;
		e.preventDefault();
		const at = links.indexOf(document.activeElement as HTMLElement);
		links[Math.max(0, Math.min(links.length - 1, at + step))]?.focus();
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the arrows go from link to link
		<div className={styles.finder} ref={box} onKeyDown={walk}>
			<SearchField label={t("views.find")} value={q} onChange={setQ} />
			<div className={styles.lists}>
				<List title={t("views.mine")} views={own} {...{ saved, close }} />
				<List title={t("views.shared")} views={shared} {...{ saved, close }} />
				{found.length === 0 && <p className={styles.none}>{t("views.noneFound")}</p>}
			</div>
			<div className={styles.end}>
				<Button
					small
					kind="quiet"
					icon="plus"
					onPress={() => {
						close();
						onNew();
					}}
				>
					{t("views.new")}
				</Button>
				<Button
					small
					kind="quiet"
					icon="trash"
					onPress={() => {
						close();
						onBin();
					}}
				>
					{t("views.bin")}
				</Button>
			</div>
		</div>
	);
}

type ListProps = { title: string; views: readonly SavedView[]; saved: Saved; close: () => void };

function List({ title, views, saved, close }: ListProps) {
	const { lang } = useLang();
	if (!views.length) return null;
	return (
		<section aria-label={title}>
			<h3 className={styles.title}>{title}</h3>
			<ul>
				{views.map((v) => (
					<li key={v.id}>
						<Anchor
							href={saved.addressOf(v)}
							className={styles.line ?? ""}
							aria-current={v.id === saved.current?.id ? "page" : undefined}
							onPress={close}
						>
							<span className={styles.name}>{pick(v.label, lang)}</span>
							{v.locked && !v.origin && <Icon name="lock" size={12} />}
							{v.id === saved.current?.id && <Icon name="check" size={14} />}
						</Anchor>
					</li>
				))}
			</ul>
		</section>
	);
}
