import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { aside, workAside } from "../../api/aside";
import { api } from "../../api/client";
import { Outdated } from "../../api/problem";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useAside } from "../../data/use-aside";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
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
import { otherLines, useTyped } from "./configuration-typed";

type Props = { id: string; onClose: () => void; onApplied: () => void };

// DraftEditor is one draft: what it says, what it would change and whom it touches.
export function DraftEditor({ id, onClose, onApplied }: Props) {
	const queryKey = [...keys.configuration, "drafts", id];
	const draft = useQuery({ queryKey, queryFn: ({ signal }) => api.get<Draft>(`/config/drafts/${id}`, {}, signal) });
	return (
		<Loaded query={draft} lines={6}>
			{(d) => <Editor draft={d} queryKey={queryKey} onClose={onClose} onApplied={onApplied} />}
		</Loaded>
	);
}

type EditorProps = { draft: Draft; queryKey: readonly unknown[]; onClose: () => void; onApplied: () => void };

function Editor({ draft, queryKey, onClose, onApplied }: EditorProps) {
	const { t } = useLang();
	const queries = useQueryClient();
	const { text, setText, typed, behind, takeTheirs } = useTyped(draft.document ?? "");
	const [bring, setBring] = useState<Bring>({});
	const [taken, setTaken] = useState(0);
	const into = useAside();
	const path = `/config/drafts/${draft.id}`;
	const put = (d: Draft) => queries.setQueryData(queryKey, d);
	// What others changed meanwhile is shown before anything is saved over it.
	const onError = (error: unknown) => {
		if (error instanceof Outdated) void queries.invalidateQueries({ queryKey });
	};
	const save = useMutation({
		mutationFn: (change: Partial<Draft>) => api.patch<Draft>(path, change, draft.version),
		onSuccess: put,
		onError,
	});
	const take = useMutation({
		mutationFn: ({ section, key }: Thing) =>
			api.post<Draft>(`${path}/take`, { section, key }, { version: draft.version }),
		onSuccess: (d) => {
			put(d);
			setTaken(taken + 1); // what was looked for is found
		},
		onError,
	});
	const compared = useQuery({
		queryKey: [...keys.configuration, "drafts", draft.id, "diff", draft.version],
		queryFn: ({ signal }) => api.post<Outcome>(`${path}/diff`, undefined, { signal }),
		retry: false,
	});
	// what was answered to another state of the draft is asked no more
	const asked = Object.fromEntries(
		Object.entries(bring).filter(([from]) => compared.data?.outside.some((o) => `${o.type}.${o.stage}` === from)),
	);
	const publish = useMutation({
		mutationFn: (state: string) =>
			api.post(`${path}/publish`, { version: draft.version, bring: asBring(asked) }, { version: state }),
		onSuccess: async () => {
			if (aside()?.id === draft.id) workAside(null);
			onApplied();
			await queries.invalidateQueries();
		},
		onError: () => void compared.refetch(),
	});
	const wrong = [save.error, take.error].find((e) => e && !(e instanceof Outdated)) ?? publish.error;
	return (
		<section className={styles.compared} aria-labelledby="configuration-draft">
			<h2 id="configuration-draft">{t("configuration.draftOf", { name: draft.name })}</h2>
			<p className={styles.quiet}>{t("configuration.draftText")}</p>
			<Take key={taken} onTake={(thing) => take.mutate(thing)} isDisabled={typed} />
			<FormError error={wrong} />
			{behind && <Behind theirs={draft.document ?? ""} mine={text} onTake={takeTheirs} />}
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

// Behind says that others saved the draft while something was typed here, and what they
// saved otherwise: saving keeps what is typed.
function Behind({ theirs, mine, onTake }: { theirs: string; mine: string; onTake: () => void }) {
	const { t } = useLang();
	const saved = otherLines(theirs, mine);
	return (
		<Banner tone="warn" title={t("configuration.draftBehind")}>
			<div className={styles.behind}>
				<p>{t("configuration.draftBehindText")}</p>
				<div className={styles.code}>
					<TextAreaField
						label={t("configuration.draftTheirs")}
						rows={Math.min(8, saved.split("\n").length)}
						value={saved}
						isReadOnly
					/>
				</div>
				<div>
					<Button onPress={onTake}>{t("configuration.draftTakeTheirs")}</Button>
				</div>
			</div>
		</Banner>
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
