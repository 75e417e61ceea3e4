import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { aside, workAside } from "../../api/aside";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useAside } from "../../data/use-aside";
import { useLang } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { ComboBox } from "../../ui/combobox";
import { FormError } from "../../ui/form";
import { Loaded } from "../../ui/states";
import { Switch } from "../../ui/switch";
import { TextAreaField } from "../../ui/text-field";
import { asBring, type Bring, type Draft, type Outcome, type Thing } from "./configuration";
import styles from "./configuration.module.css";
import { Differences } from "./configuration-differences";
import { StagesThatGo } from "./configuration-outside";

type Props = { id: string; onClose: () => void; onApplied: () => void };

// DraftEditor is one draft: what it says, what it would change and whom it touches.
export function DraftEditor({ id, onClose, onApplied }: Props) {
	const queryKey = [...keys.configuration, "drafts", id];
	const draft = useQuery({ queryKey, queryFn: ({ signal }) => api.get<Draft>(`/config/drafts/${id}`, {}, signal) });
	return (
		<Loaded query={draft} lines={6}>
			{(d) => <Editor key={d.version} draft={d} queryKey={queryKey} onClose={onClose} onApplied={onApplied} />}
		</Loaded>
	);
}

type EditorProps = { draft: Draft; queryKey: readonly unknown[]; onClose: () => void; onApplied: () => void };

function Editor({ draft, queryKey, onClose, onApplied }: EditorProps) {
	const { t } = useLang();
	const queries = useQueryClient();
	const [text, setText] = useState(draft.document ?? "");
	const [bring, setBring] = useState<Bring>({});
	const into = useAside();
	const path = `/config/drafts/${draft.id}`;
	const put = (d: Draft) => queries.setQueryData(queryKey, d);
	const save = useMutation({
		mutationFn: (change: Partial<Draft>) => api.patch<Draft>(path, change, draft.version),
		onSuccess: put,
	});
	const take = useMutation({
		mutationFn: ({ section, key }: Thing) =>
			api.post<Draft>(`${path}/take`, { section, key }, { version: draft.version }),
		onSuccess: put,
	});
	const compared = useQuery({
		queryKey: [...keys.configuration, "drafts", draft.id, "diff", draft.version],
		queryFn: ({ signal }) => api.post<Outcome>(`${path}/diff`, undefined, { signal }),
		retry: false,
	});
	const publish = useMutation({
		mutationFn: (state: string) =>
			api.post(`${path}/publish`, { version: draft.version, bring: asBring(bring) }, { version: state }),
		onSuccess: async () => {
			if (aside()?.id === draft.id) workAside(null);
			onApplied();
			await queries.invalidateQueries();
		},
		onError: () => void compared.refetch(),
	});
	const typed = text !== draft.document;
	return (
		<section className={styles.compared} aria-labelledby="configuration-draft">
			<h2 id="configuration-draft">{t("configuration.draftOf", { name: draft.name })}</h2>
			<p className={styles.quiet}>{t("configuration.draftText")}</p>
			<Take onTake={(thing) => take.mutate(thing)} isDisabled={typed} />
			<FormError error={save.error ?? take.error ?? publish.error} />
			<div className={styles.code}>
				<TextAreaField
					label={t("configuration.draftDocument")}
					help={t("configuration.draftHelp")}
					rows={16}
					value={text}
					onChange={setText}
				/>
			</div>
			<Switch isSelected={draft.prune} onChange={(prune) => save.mutate({ prune, document: text })}>
				{t("configuration.prune")}
			</Switch>
			{typed ? (
				<p className={styles.quiet}>{t("configuration.draftTyped")}</p>
			) : (
				<Loaded query={compared}>
					{(found) => (
						<>
							<StagesThatGo outside={found.outside} bring={bring} onChange={setBring} />
							<Differences found={found} />
						</>
					)}
				</Loaded>
			)}
			<div className={styles.actions}>
				<Button onPress={onClose}>{t("configuration.draftClose")}</Button>
				{into?.id !== draft.id && <Button onPress={() => workAside(draft)}>{t("aside.work")}</Button>}
				<Button isDisabled={!typed} isPending={save.isPending} onPress={() => save.mutate({ document: text })}>
					{t("configuration.draftSave")}
				</Button>
				<Button
					kind="primary"
					isDisabled={typed || !compared.data?.items.length || compared.data.problems.length > 0}
					isPending={publish.isPending}
					onPress={() => compared.data && publish.mutate(compared.data.state)}
				>
					{t("configuration.draftPublish")}
				</Button>
			</div>
		</section>
	);
}

// Take puts something that holds into the draft, to be changed there.
function Take({ onTake, isDisabled }: { onTake: (thing: Thing) => void; isDisabled: boolean }) {
	const { t } = useLang();
	const items = useQuery({
		queryKey: [...keys.configuration, "items"],
		queryFn: ({ signal }) => api.get<List<Thing>>("/config/items", {}, signal).then((l) => l.items),
	});
	const all = items.data ?? [];
	const idOf = (i: Thing) => `${i.section} ${i.key}`;
	return (
		<ComboBox
			key={all.length}
			label={t("configuration.draftTake")}
			help={t("configuration.draftTakeHelp")}
			isDisabled={isDisabled}
			options={all.map((i) => ({ id: idOf(i), name: i.name || i.key, detail: `${i.section} › ${i.key}` }))}
			value={null}
			onChange={(id) => {
				const found = all.find((i) => idOf(i) === id);
				if (found) onTake(found);
			}}
		/>
	);
}
