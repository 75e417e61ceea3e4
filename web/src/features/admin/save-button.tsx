import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { workAside } from "../../api/aside";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { useCan, useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Form } from "../../ui/form";
import { Menu } from "../../ui/menu";
import { TextField } from "../../ui/text-field";
import styles from "./admin.module.css";
import type { Draft } from "./configuration";
import { useAside } from "./use-aside";

type Props = {
	// form: the one that is sent; where there is none, onSave does it
	form?: string;
	onSave?: () => void;
	label: string;
	isPending: boolean;
	isDisabled: boolean;
};

// SaveButton saves what is configured: so that it holds, or, by its menu, into a draft,
// in which one then goes on working until one leaves it.
export function SaveButton({ form, onSave, label, isPending, isDisabled }: Props) {
	const { t } = useLang();
	const into = useAside();
	const mayDraft = useCan("catalogue.edit");
	const [naming, setNaming] = useState(false);
	const save = () => {
		if (onSave) return onSave();
		const sent = form ? document.getElementById(form) : null;
		if (sent instanceof HTMLFormElement) sent.requestSubmit();
	};
	return (
		<span className={styles.split}>
			<Button
				{...(form ? { type: "submit" as const, form } : { onPress: save })}
				kind="primary"
				isPending={isPending}
				isDisabled={isDisabled}
			>
				{into ? t("aside.into") : label}
			</Button>
			{!into && mayDraft && !isDisabled && <DraftMenu onNew={() => setNaming(true)} onSave={save} />}
			{naming && (
				<NewDraft
					onClose={() => setNaming(false)}
					onMade={() => {
						setNaming(false);
						save();
					}}
				/>
			)}
		</span>
	);
}

export function useOpenDrafts() {
	return useQuery({
		queryKey: [...keys.configuration, "drafts"],
		queryFn: ({ signal }) => api.get<List<Draft>>("/config/drafts", {}, signal),
		staleTime: 30_000,
	});
}

function DraftMenu({ onNew, onSave }: { onNew: () => void; onSave: () => void }) {
	const { t } = useLang();
	const open = (useOpenDrafts().data?.items ?? []).filter((d) => d.state === "open");
	return (
		<Menu
			label={t("aside.menu")}
			groups={[
				{
					id: "drafts",
					title: t("aside.menu"),
					entries: [
						...open.map((d) => ({
							id: d.id,
							name: d.name,
							icon: "file" as const,
							run: () => {
								workAside(d);
								onSave();
							},
						})),
						{ id: "new", name: t("aside.new"), icon: "plus" as const, run: onNew },
					],
				},
			]}
		>
			<IconButton kind="primary" icon="chevron-down" label={t("aside.menu")} />
		</Menu>
	);
}

function NewDraft({ onClose, onMade }: { onClose: () => void; onMade: () => void }) {
	const { t } = useLang();
	const queries = useQueryClient();
	const today = useToday();
	const [name, setName] = useState(t("aside.newName", { day: formatDay(today) }));
	const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
	const make = async () => {
		setState({ busy: true, error: null });
		try {
			workAside(await api.post<Draft>("/config/drafts", { name: name.trim() }));
			void queries.invalidateQueries({ queryKey: [...keys.configuration, "drafts"] });
			onMade();
		} catch (error) {
			setState({ busy: false, error });
		}
	};
	return (
		<Dialog
			title={t("aside.new")}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" isPending={state.busy} isDisabled={!name.trim()} onPress={() => void make()}>
						{t("aside.into")}
					</Button>
				</>
			}
		>
			<Form onSubmit={() => void make()} error={state.error} label={t("aside.new")}>
				<p>{t("aside.newText")}</p>
				<TextField label={t("aside.name")} value={name} onChange={setName} maxLength={120} autoFocus required />
			</Form>
		</Dialog>
	);
}
