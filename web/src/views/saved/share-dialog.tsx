import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { useCan } from "../../data/me";
import { keys } from "../../data/query-keys";
import { pick } from "../../i18n/lang";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button, IconButton } from "../../ui/button";
import { CheckboxGroup } from "../../ui/checkbox";
import { ComboBox } from "../../ui/combobox";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { RadioGroup } from "../../ui/radio";
import { Switch } from "../../ui/switch";
import type { Audience, SavedView, Scope } from "./model";
import type { ViewWrites } from "./queries";
import { ViewAddress } from "./view-address";
import styles from "./view-bar.module.css";

type Props = { of: SavedView; writes: ViewWrites; onClose: () => void };

const kindNames = { unit: "views.kindUnit", group: "views.kindGroup", role: "views.kindRole" } as const;

// ShareDialog says who sees a view, who may change it, and whose default it is.
export function ShareDialog({ of, writes, onClose }: Props) {
	const { t, lang } = useLang();
	const mayShare = useCan("view.share");
	const [scope, setScope] = useState<Scope>(of.scope);
	const [audience, setAudience] = useState<Audience[]>(of.audience);
	const [locked, setLocked] = useState(of.scope === "personal" ? true : of.locked);
	const parts = useQuery({
		queryKey: [...keys.views, "audience"],
		queryFn: () => api.get<List<Audience>>("/views/audience").then((l) => l.items),
		enabled: mayShare,
	});
	const roles = (parts.data ?? []).filter((p) => p.kind === "role");
	const shared = scope !== "personal";
	const sent = audience.filter((a) => shared && (scope === "some" || a.standard));
	const save = () =>
		writes.change.mutate(
			{
				view: of,
				scope,
				locked: shared && locked,
				audience: sent.map(({ kind, id, standard }) => ({ kind, id, standard })),
			},
			{ onSuccess: onClose },
		);
	return (
		<Dialog
			title={t("views.shareTitle", { name: pick(of.label, lang) })}
			isOpen
			onClose={onClose}
			actions={
				<>
					<Button onPress={onClose}>{t("action.cancel")}</Button>
					<Button kind="primary" onPress={save} isPending={writes.change.isPending}>
						{t("views.save")}
					</Button>
				</>
			}
		>
			<div className={styles.options}>
				<FormError error={writes.change.error} />
				{!mayShare && <Banner>{t("views.mayNotShare")}</Banner>}
				<RadioGroup
					label={t("views.who")}
					help={t("views.within")}
					options={[
						{ id: "personal", name: t("views.personal") },
						{ id: "everyone", name: t("views.everyone") },
						{ id: "some", name: t("views.some"), note: t("views.someNote") },
					]}
					value={scope}
					onChange={(id) => setScope(id as Scope)}
					isDisabled={!mayShare && of.scope === "personal"}
				/>
				{scope === "some" && <Parts all={parts.data ?? []} chosen={audience} onChange={setAudience} />}
				{shared && (
					<Switch isSelected={locked} onChange={setLocked} note={t("views.lockedNote")}>
						{t("views.locked")}
					</Switch>
				)}
				{shared && roles.length > 0 && (
					<CheckboxGroup
						label={t("views.standard")}
						help={t("views.standardNote")}
						options={roles.map((r) => ({ id: r.id, name: r.name }))}
						value={audience.filter((a) => a.standard).map((a) => a.id)}
						onChange={(ids) => setAudience(withStandard(audience, roles, ids))}
					/>
				)}
				<ViewAddress of={of} />
			</div>
		</Dialog>
	);
}

// withStandard makes the view the default of these roles, which then see it.
function withStandard(audience: Audience[], roles: Audience[], ids: string[]): Audience[] {
	const kept = audience.map((a) => (a.kind === "role" ? { ...a, standard: ids.includes(a.id) } : a));
	const added = roles.filter((r) => ids.includes(r.id) && !kept.some((a) => a.kind === "role" && a.id === r.id));
	return [...kept, ...added.map((r) => ({ ...r, standard: true }))];
}

type PartsProps = { all: Audience[]; chosen: Audience[]; onChange: (chosen: Audience[]) => void };

function Parts({ all, chosen, onChange }: PartsProps) {
	const { t } = useLang();
	const key = (a: Audience) => `${a.kind}:${a.id}`;
	const rest = all.filter((a) => !chosen.some((c) => key(c) === key(a)));
	return (
		<div className={styles.parts}>
			{chosen.map((a) => (
				<div key={key(a)} className={styles.part}>
					<span>
						{a.name}
						<span className={styles.kind}>{t(kindNames[a.kind])}</span>
					</span>
					<IconButton
						icon="close"
						label={t("views.removePart", { name: a.name })}
						onPress={() => onChange(chosen.filter((c) => c !== a))}
						small
					/>
				</div>
			))}
			<ComboBox
				key={chosen.length}
				label={t("views.add")}
				hideLabel={chosen.length > 0}
				options={rest.map((a) => ({ id: key(a), name: a.name, detail: t(kindNames[a.kind]) }))}
				value={null}
				onChange={(id) => {
					const found = rest.find((a) => key(a) === id);
					if (found) onChange([...chosen, { ...found, standard: false }]);
				}}
			/>
		</div>
	);
}
