import { useState } from "react";
import { formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { IconButton } from "../../ui/button";
import { Confirm } from "../../ui/dialog";
import { EmptyState, Loaded } from "../../ui/states";
import { Table } from "../../ui/table";
import { tellError } from "../../ui/toast-store";
import styles from "./import.module.css";
import { useMappings, useRemoveMapping } from "./queries";
import type { SavedMapping } from "./types";

// SavedMappings lists the mappings kept for the next edition of the same file.
export function SavedMappings() {
	const t = useT();
	const mappings = useMappings();
	const remove = useRemoveMapping();
	const [gone, setGone] = useState<SavedMapping | null>(null);
	return (
		<Loaded query={mappings} lines={3}>
			{(items) =>
				items.length === 0 ? (
					<EmptyState icon="columns" title={t("import.mapping.empty")}>
						{t("import.mapping.emptyText")}
					</EmptyState>
				) : (
					<>
						<Table
							label={t("import.mapping.title")}
							rows={items}
							keyOf={(m) => m.id}
							columns={[
								{
									id: "name",
									title: t("import.mapping.name"),
									cell: (m) => (m.automatic ? <span className={styles.quiet}>{m.name}</span> : m.name),
									sort: (m) => m.name,
								},
								{
									id: "columns",
									title: t("import.mapping.columns"),
									cell: (m) => <span className={styles.quiet}>{(m.headers ?? []).filter(Boolean).join(" · ")}</span>,
									wide: true,
								},
								{
									id: "made",
									title: t("import.mapping.made"),
									cell: (m) => <span className={styles.quiet}>{formatInstant(m.created)}</span>,
									wide: true,
								},
								{
									id: "more",
									title: t("import.past.actions"),
									width: "3rem",
									cell: (m) => (
										<IconButton
											small
											icon="trash"
											label={t("import.mapping.remove", { name: m.name })}
											onPress={() => setGone(m)}
										/>
									),
								},
							]}
						/>
						{gone && (
							<Confirm
								isOpen
								onClose={() => setGone(null)}
								title={t("import.mapping.remove", { name: gone.name })}
								action={t("action.delete")}
								isPending={remove.isPending}
								onConfirm={() =>
									remove.mutate(gone.id, { onError: (e) => tellError(e), onSettled: () => setGone(null) })
								}
							>
								<p>{t("import.mapping.removeText")}</p>
							</Confirm>
						)}
					</>
				)
			}
		</Loaded>
	);
}
