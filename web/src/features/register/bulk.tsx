import { useState } from "react";
import type { Attribute } from "../../api/types";
import { type RecordKind, type RecordRow, useWriteRecords } from "../../data/registers";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { announce } from "../../ui/announce";
import { Button } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { Icon } from "../../ui/icon";
import { Menu } from "../../ui/menu";
import { tellError } from "../../ui/toast-store";
import styles from "./register.module.css";

type Props = { kind: RecordKind; rows: RecordRow[]; attributes: readonly Attribute[]; onDone: () => void };

// Bulk changes all selected lines at once; undoing gives each its own value back.
export function Bulk({ kind, rows, attributes, onDone }: Props) {
	const { t, lang } = useLang();
	const write = useWriteRecords(kind);
	const [asking, setAsking] = useState(false);
	const [busy, setBusy] = useState(false);
	const free = rows.filter((m) => m.can_edit);
	const lists = attributes.filter((a) => a.kind === "choice" && !a.read_only);
	const run = async (what: () => Promise<unknown>, said: string) => {
		setBusy(true);
		try {
			await what();
			announce(said);
		} catch (error) {
			tellError(error);
		}
		setBusy(false);
		setAsking(false);
	};
	const count = free.length;
	if (count === 0) return null;
	return (
		<div className={styles.bulk} role="toolbar" aria-label={t("register.selection")}>
			<strong>{t("register.selected", { count })}</strong>
			{lists.map((a) => (
				<Menu
					key={a.key}
					label={t("register.setTo", { name: pick(a.label, lang) })}
					groups={[
						{
							id: a.key,
							entries: (a.choices ?? [])
								.filter((c) => !c.retired)
								.map((c) => ({
									id: c.key,
									name: pick(c.label, lang),
									run: () =>
										void run(
											() =>
												write.setAll(
													free,
													a.key,
													c.key,
													`${pick(a.label, lang)} · ${t("register.selected", { count })}`,
												),
											t("register.done", { count }),
										),
								})),
						},
					]}
				>
					<Button isDisabled={busy}>
						{pick(a.label, lang)}
						<Icon name="chevron-down" size={12} />
					</Button>
				</Menu>
			))}
			<Button icon="trash" isDisabled={busy} onPress={() => setAsking(true)}>
				{t("register.delete")}
			</Button>
			<Confirm
				title={t("register.deleteMany", { count })}
				action={t("register.delete")}
				isOpen={asking}
				isPending={busy}
				onClose={() => setAsking(false)}
				onConfirm={() => void run(() => write.removeAll(free), t("register.deleted", { count })).then(onDone)}
			>
				{t("register.deleteText")}
			</Confirm>
		</div>
	);
}
