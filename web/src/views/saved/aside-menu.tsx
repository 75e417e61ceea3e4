import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { type Aside, workAside } from "../../api/aside";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { useToday } from "../../data/me";
import { keys } from "../../data/query-keys";
import { formatDay } from "../../format/day";
import { useLang } from "../../i18n/use-lang";
import { Button, IconButton } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { Form } from "../../ui/form";
import { Menu } from "../../ui/menu";
import { TextField } from "../../ui/text-field";

type Draft = Aside & { state: "open" | "published" | "discarded" };

type Props = {
	// onSave: what was to be saved is, into the draft in which one works from then on
	onSave: () => void;
	// quiet: beside a button that is no main one
	quiet?: boolean;
};

// AsideMenu saves into a draft of the configuration instead: an open one, or a new one.
export function AsideMenu({ onSave, quiet }: Props) {
	const [naming, setNaming] = useState(false);
	return (
		<>
			<DraftMenu onNew={() => setNaming(true)} onSave={onSave} quiet={quiet} />
			{naming && (
				<NewDraft
					onClose={() => setNaming(false)}
					onMade={() => {
						setNaming(false);
						onSave();
					}}
				/>
			)}
		</>
	);
}

function useOpenDrafts() {
	return useQuery({
		queryKey: [...keys.configuration, "drafts"],
		queryFn: ({ signal }) => api.get<List<Draft>>("/config/drafts", {}, signal),
		staleTime: 30_000,
	});
}

function DraftMenu({ onNew, onSave, quiet }: Props & { onNew: () => void }) {
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
			<IconButton kind={quiet ? "quiet" : "primary"} small={quiet} icon="chevron-down" label={t("aside.menu")} />
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
