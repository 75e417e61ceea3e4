import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { keys } from "../../data/query-keys";
import { formatAgo, formatInstant } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Button } from "../../ui/button";
import { FormError } from "../../ui/form";
import { SidePanel } from "../../ui/side-panel";
import { EmptyState, Loaded } from "../../ui/states";
import { SearchField } from "../../ui/text-field";
import { useParam } from "../../url/use-search";
import { ListGrid } from "../../views/grid/list-grid";
import styles from "./admin.module.css";
import { AdminFrame } from "./admin-frame";
import { Facts } from "./facts";
import { useWhole } from "./objects";
import { neighbours, useOpen } from "./use-open";

type Credential = components["schemas"]["Credential"];

// CredentialsPage lists by what people and programs are let in at this moment,
// to end it.
export default function CredentialsPage() {
	const t = useT();
	const all = useWhole<Credential>(keys.credentials, "/credentials");
	const { open, show, close } = useOpen();
	const [q, setQ] = useParam("q");
	const current = all.data?.find((c) => c.id === open);
	const ids = (all.data ?? []).map((c) => c.id);
	return (
		<AdminFrame
			title={t("credential.title")}
			lead={t("credential.lead")}
			tools={<SearchField label={t("credential.find")} value={q} onChange={(v) => setQ(v, { replace: true })} />}
			panel={current && <Panel key={open} credential={current} onClose={close} {...neighbours(ids, open, show)} />}
		>
			<Loaded query={all}>
				{(rows) => (
					<div className={styles.fill}>
						<ListGrid
							keep="tokens"
							label={t("credential.title")}
							rows={rows}
							find={q}
							open={open}
							onOpen={(c) => show(c.id)}
							columns={[
								{
									key: "user",
									label: t("credential.who"),
									width: 200,
									strong: true,
									pinned: true,
									grow: true,
									text: (c) => c.user?.name ?? "",
									order: (c) => c.user?.name ?? "",
								},
								{
									key: "kind",
									label: t("credential.kind"),
									width: 150,
									mark: (c) => ({
										icon: c.kind === "token" ? "token" : "device",
										word: t(`credential.${c.kind}`),
									}),
									order: (c) => c.kind,
								},
								{ key: "name", label: t("credential.name"), width: 220, wide: true, text: nameOf },
								{
									key: "scope",
									label: t("credential.scope"),
									width: 110,
									wide: true,
									text: (c) => (c.scope ? t(`credential.scope_${c.scope === "write" ? "write" : "read"}`) : ""),
								},
								{ key: "address", label: t("credential.address"), width: 130, wide: true },
								{
									key: "last_used",
									label: t("credential.lastUsed"),
									width: 130,
									text: (c) => (c.last_used ? formatAgo(c.last_used, Date.now(), t) : t("credential.never")),
									order: (c) => (c.last_used ? -Date.parse(c.last_used) : null),
								},
								{
									key: "expires",
									label: t("credential.expires"),
									width: 170,
									wide: true,
									text: (c) => formatInstant(c.expires),
									order: (c) => Date.parse(c.expires),
								},
							]}
							empty={
								<EmptyState icon="token" title={t("list.noneFound")}>
									{t("list.noneFoundText", { text: q })}
								</EmptyState>
							}
						/>
					</div>
				)}
			</Loaded>
		</AdminFrame>
	);
}

type PanelProps = { credential: Credential; onClose: () => void; onNext?: () => void; onPrevious?: () => void };

function Panel({ credential: c, onClose, ...turn }: PanelProps) {
	const t = useT();
	const queries = useQueryClient();
	const end = useMutation({
		mutationFn: () => api.remove(`/credentials/${c.id}`),
		onSuccess: async () => {
			onClose();
			await queries.invalidateQueries({ queryKey: keys.credentials });
		},
	});
	return (
		<SidePanel
			title={c.user?.name ?? ""}
			onClose={onClose}
			{...turn}
			footer={
				<Button kind="danger" isPending={end.isPending} onPress={() => end.mutate()}>
					{t(c.kind === "token" ? "credential.revoke" : "credential.end")}
				</Button>
			}
		>
			<div className={styles.stack}>
				<FormError error={end.error} />
				<Facts
					facts={[
						[t("credential.kind"), t(`credential.${c.kind}`)],
						[t("credential.name"), nameOf(c)],
						[t("credential.address"), c.address ?? ""],
						[t("credential.created"), formatInstant(c.created)],
						[t("credential.lastUsed"), c.last_used ? formatInstant(c.last_used) : t("credential.never")],
						[t("credential.expires"), formatInstant(c.expires)],
					]}
				/>
				{c.current && <p className={styles.quiet}>{t("credential.current")}</p>}
			</div>
		</SidePanel>
	);
}

// nameOf is what a token is called, or a browser in few words.
function nameOf(c: Credential): string {
	if (c.kind === "token") return c.name;
	const browser =
		/Edg\/|Firefox\/|Chrom(?:e|ium)\/|Safari\//.exec(c.name)?.[0].replace("/", "") ?? c.name.split(" ")[0];
	return browser === "Edg" ? "Edge" : (browser ?? "");
}
