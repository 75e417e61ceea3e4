import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components";
import { api } from "../api/client";
import type { Found, List } from "../api/types";
import { keys } from "../data/query-keys";
import { fold } from "../format/fold";
import { useT } from "../i18n/use-lang";
import { Icon } from "../ui/icon";
import type { IconName } from "../ui/icon-shapes";
import styles from "./commands.module.css";
import { available } from "./registry";
import { showKeys } from "./shortcuts";

type Line = {
	id: string;
	group: string;
	name: string;
	detail?: string;
	icon: IconName;
	keys?: string;
	run: () => void;
};

const pages: Record<string, { path: string; icon: IconName }> = {
	project: { path: "/project/", icon: "project" },
	portfolio: { path: "/portfolio/", icon: "portfolio" },
	user: { path: "/admin/users?open=", icon: "user" },
	unit: { path: "/admin/units?open=", icon: "unit" },
};

const groups = ["go", "do", "view"];

// Palette finds projects, pages and commands by a few letters.
export default function Palette({ onClose }: { onClose: () => void }) {
	const t = useT();
	const id = useId();
	const [typed, setTyped] = useState("");
	const [at, setAt] = useState(0);
	const lines = useLines(typed);
	const current = lines[Math.min(at, lines.length - 1)];
	useEffect(() => {
		document.getElementById(`${id}-${current?.id}`)?.scrollIntoView({ block: "nearest" });
	}, [id, current]);

	const choose = (line: Line | undefined) => {
		if (!line) return;
		onClose();
		line.run();
	};
	const onKeyDown = (e: KeyboardEvent) => {
		const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[e.key];
		if (step !== undefined) {
			e.preventDefault();
			setAt(Math.max(0, Math.min(lines.length - 1, at + step)));
		}
		if (e.key === "Enter" && !e.nativeEvent.isComposing) {
			e.preventDefault();
			choose(current);
		}
	};
	return (
		<ModalOverlay className={styles.overlay ?? ""} isOpen isDismissable onOpenChange={(open) => !open && onClose()}>
			<Modal className={styles.palette ?? ""}>
				<Dialog aria-label={t("palette.title")} className={styles.dialog ?? ""}>
					<div className={styles.search}>
						<Icon name="search" />
						<input
							autoFocus
							role="combobox"
							aria-label={t("palette.title")}
							aria-expanded="true"
							aria-controls={id}
							aria-activedescendant={current ? `${id}-${current.id}` : undefined}
							aria-autocomplete="list"
							autoComplete="off"
							spellCheck={false}
							placeholder={t("palette.placeholder")}
							value={typed}
							onChange={(e) => {
								setTyped(e.target.value);
								setAt(0);
							}}
							onKeyDown={onKeyDown}
						/>
						<kbd className={styles.key}>Esc</kbd>
					</div>
					<div id={id} role="listbox" aria-label={t("palette.results")} className={styles.lines}>
						{lines.map((line, i) => (
							<LineView
								key={line.id}
								id={`${id}-${line.id}`}
								line={line}
								heading={line.group !== lines[i - 1]?.group ? line.group : undefined}
								current={line === current}
								onChoose={() => choose(line)}
							/>
						))}
					</div>
					{lines.length === 0 && <p className={styles.none}>{t("palette.none", { text: typed })}</p>}
				</Dialog>
			</Modal>
		</ModalOverlay>
	);
}

type LineProps = { id: string; line: Line; heading?: string; current: boolean; onChoose: () => void };

function LineView({ id, line, heading, current, onChoose }: LineProps) {
	return (
		<>
			{heading && (
				<div role="presentation" className={styles.heading}>
					{heading}
				</div>
			)}
			{/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the search field, which keeps the focus */}
			{/* biome-ignore lint/a11y/useFocusableInteractive: named by aria-activedescendant */}
			<div role="option" id={id} aria-selected={current} className={styles.line} onClick={onChoose}>
				<Icon name={line.icon} />
				<span className={styles.name}>{line.name}</span>
				{line.detail && <span className={styles.detail}>{line.detail}</span>}
				{line.keys && <kbd className={styles.key}>{showKeys(line.keys)}</kbd>}
			</div>
		</>
	);
}

function useLines(typed: string): Line[] {
	const t = useT();
	const navigate = useNavigate();
	const found = useQuery({
		queryKey: keys.search(typed.trim()),
		queryFn: ({ signal }) => api.get<List<Found>>("/search", { q: typed.trim() }, signal),
		enabled: typed.trim().length > 0,
		placeholderData: (before) => (typed.trim() ? before : undefined),
	});
	return useMemo(() => {
		const wanted = fold(typed);
		const commands = available()
			.filter((c) => c.id !== "palette")
			.sort((a, b) => groups.indexOf(a.group) - groups.indexOf(b.group))
			.map(
				(c): Line => ({ ...c, group: t(`palette.group.${c.group}`), name: t(c.title), icon: c.icon ?? "arrow-right" }),
			)
			.filter((c) => wanted.split(" ").every((word) => fold(c.name).includes(word)));
		const items = (found.data?.items ?? []).flatMap((f): Line[] => {
			const page = pages[f.kind];
			if (!page) return [];
			const go = () => void navigate({ href: page.path + f.id });
			return [
				{
					id: `${f.kind}-${f.id}`,
					group: t("palette.group.found"),
					name: f.name,
					detail: f.detail,
					icon: page.icon,
					run: go,
				},
			];
		});
		return [...items, ...commands];
	}, [typed, found.data, t, navigate]);
}
