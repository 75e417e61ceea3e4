import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "../../api/client";
import type { List } from "../../api/types";
import { keys } from "../../data/query-keys";
import { useLang } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { FileButton } from "../../ui/file-button";
import { FormError } from "../../ui/form";
import { Loaded } from "../../ui/states";
import { Switch } from "../../ui/switch";
import { useParam } from "../../url/use-search";
import { AdminFrame } from "./admin-frame";
import {
	type Asked,
	applyPath,
	asSent,
	type Bring,
	type Draft,
	type Outcome,
	type Touched,
	type Version,
} from "./configuration";
import styles from "./configuration.module.css";
import { Differences } from "./configuration-differences";
import { DraftEditor } from "./configuration-draft";
import { Drafts } from "./configuration-drafts";
import { useHandOut } from "./configuration-hand-out";
import { Kits } from "./configuration-kits";
import { StagesThatGo } from "./configuration-outside";

// ConfigurationPage is the configuration as a file: handed out, compared, applied,
// and brought back to what it was.
export default function ConfigurationPage() {
	const { t } = useLang();
	const [asked, setAsked] = useState<Asked | null>(null);
	const [draft, setDraft] = useParam("draft");
	const [said, setSaid] = useState<"applied" | null>(null);
	const handOut = useHandOut(!asked && !draft);
	const ask = (next: Asked | null, now: typeof said = null) => {
		setAsked(next);
		setDraft(null);
		setSaid(now);
	};
	const choose = async ([file]: File[]) => {
		if (file) ask({ name: file.name, file: await file.text() });
	};
	return (
		<AdminFrame
			title={t("configuration.title")}
			lead={t("configuration.lead")}
			actions={
				<>
					<FileButton
						accept={[".json", ".yaml", ".yml", "application/json"]}
						icon="upload"
						onFiles={(files) => void choose(files)}
					>
						{t("configuration.choose")}
					</FileButton>
					{handOut.links}
				</>
			}
		>
			<div className={styles.page}>
				{said && <Banner tone="good">{t(`configuration.${said}`)}</Banner>}
				{asked && (
					<Compared
						key={"to" in asked ? asked.to : asked.name}
						asked={asked}
						onClose={() => ask(null)}
						onKept={(id) => {
							ask(null);
							setDraft(id);
						}}
						onApplied={() => ask(null, "applied")}
					/>
				)}
				{draft && <DraftEditor id={draft} onClose={() => setDraft(null)} onApplied={() => ask(null, "applied")} />}
				{!asked && !draft && handOut.asked}
				{!asked && !draft && (
					<Drafts
						onOpen={(id) => {
							setSaid(null);
							setDraft(id);
						}}
					/>
				)}
				{!asked && !draft && <Kits onChoose={(name, file) => ask({ name, file })} />}
				<Versions onBack={(to, name) => ask({ to, name })} />
			</div>
		</AdminFrame>
	);
}

// goTo brings what has just come into sight: the version it is asked of may stand far
// below.
const goTo = (section: HTMLElement | null) => {
	section?.focus({ preventScroll: true });
	section?.scrollIntoView({ block: "start" });
};

type ComparedProps = { asked: Asked; onClose: () => void; onApplied: () => void; onKept: (id: string) => void };

function Compared({ asked, onClose, onApplied, onKept }: ComparedProps) {
	const { t } = useLang();
	const queries = useQueryClient();
	const [prune, setPrune] = useState(false);
	const [bring, setBring] = useState<Bring>({});
	const ofFile = "file" in asked;
	const compared = useQuery({
		queryKey: [...keys.configuration, "diff", asked, prune],
		queryFn: ({ signal }) =>
			ofFile
				? api.post<Outcome>("/config/diff", asSent(asked.file), { query: { prune }, signal })
				: api.post<Outcome>("/config/rollback", { to: asked.to, dry_run: true }, { signal }),
	});
	const apply = useMutation({
		mutationFn: (state: string) =>
			ofFile
				? api.post<Outcome>(applyPath(bring, prune), asSent(asked.file), { version: state })
				: api.post<Outcome>("/config/rollback", { to: asked.to }, { version: state }),
		onSuccess: async () => {
			onApplied();
			await queries.invalidateQueries();
		},
		onError: () => void compared.refetch(),
	});
	const keep = useMutation({
		mutationFn: () =>
			api.post<Draft>("/config/drafts", { name: asked.name, document: ofFile ? asked.file : "", prune }),
		onSuccess: async (d) => {
			await queries.invalidateQueries({ queryKey: [...keys.configuration, "drafts"] });
			onKept(d.id);
		},
	});
	const title = t(ofFile ? "configuration.of" : "configuration.ofVersion", { name: asked.name, when: asked.name });
	return (
		<section ref={goTo} tabIndex={-1} className={styles.compared} aria-labelledby="configuration-compared">
			<h2 id="configuration-compared">{title}</h2>
			{ofFile && (
				<div>
					<Switch isSelected={prune} onChange={setPrune}>
						{t("configuration.prune")}
					</Switch>
					<p className={styles.quiet}>{t("configuration.pruneHelp")}</p>
				</div>
			)}
			<FormError error={apply.error ?? keep.error} />
			<Loaded query={compared}>
				{(found) => (
					<>
						<StagesThatGo outside={found.outside} bring={bring} onChange={setBring} />
						<Differences found={found} />
						<div className={styles.actions}>
							<Button onPress={onClose}>{t("configuration.cancel")}</Button>
							{ofFile && found.items.length > 0 && (
								<Button isPending={keep.isPending} onPress={() => keep.mutate()}>
									{t("configuration.draftKeep")}
								</Button>
							)}
							{found.items.length > 0 && (
								<Button
									kind="primary"
									isDisabled={found.problems.length > 0}
									isPending={apply.isPending}
									onPress={() => apply.mutate(found.state)}
								>
									{t(ofFile ? "configuration.apply" : "configuration.back")}
								</Button>
							)}
						</div>
					</>
				)}
			</Loaded>
		</section>
	);
}

function Versions({ onBack }: { onBack: (to: string, when: string) => void }) {
	const { t, locale } = useLang();
	const versions = useQuery({
		queryKey: [...keys.configuration, "versions"],
		queryFn: ({ signal }) => api.get<List<Version>>("/config/versions", {}, signal),
	});
	const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" });
	return (
		<section className={styles.versions} aria-labelledby="configuration-versions">
			<h2 id="configuration-versions">{t("configuration.versions")}</h2>
			<Loaded query={versions}>
				{({ items }) =>
					items.length === 0 ? (
						<p className={styles.quiet}>{t("configuration.none")}</p>
					) : (
						<ol>
							{items.map((v, i) => {
								const when = format.format(new Date(v.at));
								return (
									<li key={v.change}>
										<div>
											<span className={styles.quiet}>
												{v.by?.name ?? t("configuration.program")} · {when}
											</span>
											<ul>
												{v.sections.map((s) => (
													<li key={s.key}>{saidOf(s, t)}</li>
												))}
											</ul>
										</div>
										{i === 0 ? (
											<span className={styles.quiet}>{t("configuration.current")}</span>
										) : (
											<Button
												small
												aria-label={t("configuration.backTo", { when })}
												onPress={() => onBack(v.change, when)}
											>
												{t("configuration.back")}
											</Button>
										)}
									</li>
								);
							})}
						</ol>
					)
				}
			</Loaded>
		</section>
	);
}

// saidOf says what a change touched of a section.
function saidOf(s: Touched, t: ReturnType<typeof useLang>["t"]): string {
	const names = s.some.join(", ");
	if (s.some.length === 0) return t("configuration.count", { title: s.title, count: s.items });
	const rest = s.items - s.some.length;
	return rest > 0
		? t("configuration.more", { title: s.title, names, count: rest })
		: t("configuration.touched", { title: s.title, names });
}
