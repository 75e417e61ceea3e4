import { type DragEvent, useEffect, useRef, useState } from "react";
import { Button as Press } from "react-aria-components";
import type { AttributeGroup, GroupUse } from "../../data/attribute-groups";
import { type Lang, pick, type Translate } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { IconButton } from "../../ui/button";
import { Icon } from "../../ui/icon";
import styles from "./attribute-groups.module.css";
import { moved } from "./form-draft";

type Props = {
	groups: readonly AttributeGroup[];
	uses: ReadonlyMap<string, GroupUse> | undefined;
	open: string;
	// waiting: an order is being kept
	waiting: boolean;
	onOpen: (key: string) => void;
	onOrder: (keys: string[]) => void;
};

// AttributeGroupList is the groups in their order, to be moved by the mouse or by keys,
// each with the attributes that stand in it.
export function AttributeGroupList({ groups, uses, open, waiting, onOpen, onOrder }: Props) {
	const { t, lang } = useLang();
	const root = useRef<HTMLOListElement>(null);
	const focus = useRef("");
	const [dragged, setDragged] = useState<number | null>(null);
	const [over, setOver] = useState<number | null>(null);
	const order = groups.map((g) => g.key);
	const move = (at: number, by: number) => {
		const group = groups[at];
		if (!group || by === 0 || at + by < 0 || at + by >= groups.length) return;
		focus.current = `${group.key} ${by}`;
		announce(t("forms.movedTo", { name: pick(group.label, lang), place: at + by + 1, count: groups.length }));
		onOrder(moved(order, at, by));
	};
	// The line that was moved keeps the focus: on the same arrow, else on the other.
	useEffect(() => {
		const [key, by] = focus.current.split(" ");
		if (!key || waiting) return;
		focus.current = "";
		const line = root.current?.querySelector(`[data-group="${CSS.escape(key)}"]`);
		const arrows = [...(line?.querySelectorAll<HTMLButtonElement>("[data-arrow]") ?? [])];
		const wanted = Number(by) < 0 ? "-1" : "1";
		(arrows.find((b) => b.dataset.arrow === wanted && !b.disabled) ?? arrows.find((b) => !b.disabled))?.focus();
	});
	const end = () => {
		setDragged(null);
		setOver(null);
	};
	const aim = (at: number, e: DragEvent) => {
		if (dragged === null) return;
		e.preventDefault();
		if (over !== at) setOver(at);
	};
	return (
		<ol className={styles.groups} ref={root} aria-label={t("attributeGroup.title")}>
			{groups.map((g, at) => {
				const name = pick(g.label, lang);
				const held = uses?.get(g.key)?.attributes ?? [];
				return (
					<li
						key={g.key}
						data-group={g.key}
						data-open={g.key === open || undefined}
						data-over={over === at && dragged !== at ? (at < (dragged ?? 0) ? "before" : "after") : undefined}
						className={styles.group}
						draggable
						onDragStart={(e) => {
							e.dataTransfer.setData("text/plain", name);
							e.dataTransfer.effectAllowed = "move";
							setDragged(at);
						}}
						onDragOver={(e) => aim(at, e)}
						onDrop={(e) => {
							e.preventDefault();
							if (dragged !== null) move(dragged, at - dragged);
							end();
						}}
						onDragEnd={end}
					>
						<span className={styles.grip} aria-hidden="true">
							<Icon name="drag" />
						</span>
						<span className={styles.about}>
							<Press className={styles.name ?? ""} onPress={() => onOpen(g.key)}>
								{name}
							</Press>
							<span className={styles.held}>
								{held.length > 0
									? said(held, lang, t).join(" · ")
									: t(g.rest ? "attributeGroup.restEmpty" : "attributeGroup.nothing")}
							</span>
						</span>
						<span className={styles.count}>{t("attributeGroup.count", { count: held.length })}</span>
						<span className={styles.tools}>
							<IconButton
								small
								icon="chevron-up"
								data-arrow="-1"
								label={t("portfolio.columns.up", { name })}
								isDisabled={at === 0}
								onPress={() => move(at, -1)}
							/>
							<IconButton
								small
								icon="chevron-down"
								data-arrow="1"
								label={t("portfolio.columns.down", { name })}
								isDisabled={at === groups.length - 1}
								onPress={() => move(at, 1)}
							/>
						</span>
					</li>
				);
			})}
		</ol>
	);
}

// said are the attributes of projects by name, and how many there are of other objects;
// few of these are named too.
function said(held: GroupUse["attributes"], lang: Lang, t: Translate): string[] {
	const by = new Map<string, string[]>();
	for (const a of held) by.set(a.object, [...(by.get(a.object) ?? []), pick(a.label, lang)]);
	return [...by].flatMap(([object, names]) => {
		if (object === "project") return names;
		const of = t("method.of", { object });
		return names.length > 3 ? [`${of} (${names.length})`] : names.map((name) => `${name} (${of})`);
	});
}
