import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { formatInstant } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { Loaded } from "../../ui/states";
import { TextField } from "../../ui/text-field";
import type { Draft } from "./configuration";
import styles from "./configuration.module.css";

const draftKeys = [...keys.configuration, "drafts"];

// Drafts are the configurations that are worked on aside: nothing of them holds.
export function Drafts({ onOpen }: { onOpen: (id: string) => void }) {
	const { t } = useLang();
	const queries = useQueryClient();
	const [name, setName] = useState("");
	const drafts = useQuery({
		queryKey: draftKeys,
		queryFn: ({ signal }) => api.get<List<Draft>>("/config/drafts", {}, signal),
	});
	const again = () => queries.invalidateQueries({ queryKey: draftKeys });
	const begin = useMutation({
		mutationFn: () => api.post<Draft>("/config/drafts", { name: name.trim() }),
		onSuccess: async (d) => {
			await again();
			onOpen(d.id);
		},
	});
	const discard = useMutation({
		mutationFn: (d: Draft) => api.remove(`/config/drafts/${d.id}`, d.version),
		onSettled: again,
	});
	const restore = useMutation({
		mutationFn: (d: Draft) => api.post(`/config/drafts/${d.id}/restore`, undefined, { version: d.version }),
		onSettled: again,
	});
	return (
		<section className={styles.versions} aria-labelledby="configuration-drafts">
			<h2 id="configuration-drafts">{t("configuration.drafts")}</h2>
			<p className={styles.quiet}>{t("configuration.draftsText")}</p>
			<FormError error={begin.error ?? discard.error ?? restore.error} />
			<form
				className={styles.begin}
				onSubmit={(e) => {
					e.preventDefault();
					if (name.trim()) begin.mutate();
				}}
			>
				<TextField label={t("configuration.draftName")} value={name} onChange={setName} maxLength={120} />
				<Button type="submit" isDisabled={!name.trim()} isPending={begin.isPending}>
					{t("configuration.draftBegin")}
				</Button>
			</form>
			<Loaded query={drafts} lines={2}>
				{({ items }) => (
					<ol>
						{items.map((d) => (
							<li key={d.id}>
								<div>
									<strong>{d.name}</strong>
									<div className={styles.quiet}>
										{d.author?.name ?? t("configuration.program")} · {formatInstant(d.updated)}
										{d.state === "discarded" && ` · ${t("configuration.draftDiscarded")}`}
									</div>
								</div>
								<div className={styles.pair}>
									{d.state === "open" ? (
										<>
											<Button
												small
												aria-label={t("configuration.draftOpenOf", { name: d.name })}
												onPress={() => onOpen(d.id)}
											>
												{t("configuration.draftOpen")}
											</Button>
											<Button
												small
												aria-label={t("configuration.draftDiscardOf", { name: d.name })}
												onPress={() => discard.mutate(d)}
											>
												{t("configuration.draftDiscard")}
											</Button>
										</>
									) : (
										<Button
											small
											aria-label={t("configuration.draftRestoreOf", { name: d.name })}
											onPress={() => restore.mutate(d)}
										>
											{t("configuration.draftRestore")}
										</Button>
									)}
								</div>
							</li>
						))}
					</ol>
				)}
			</Loaded>
		</section>
	);
}
