import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "../../api/client";
import type { components } from "../../api/schema";
import { keys } from "../../data/query-keys";
import { dayFromISO, formatAgo, formatDay } from "../../format/day";
import { useT } from "../../i18n/use-lang";
import { Banner } from "../../ui/banner";
import { Button } from "../../ui/button";
import { Dialog } from "../../ui/dialog";
import { FormError } from "../../ui/form";
import { Icon } from "../../ui/icon";
import styles from "./feed.module.css";

type Feed = components["schemas"]["FeedOut"];

type Props = {
	kind: Feed["kind"];
	// object: the project or the view; none for one's own
	object?: string;
	// of: what it is the calendar of, by its name
	of: string;
	onClose: () => void;
};

// FeedDialog gives key dates an address at which calendar programs read them, and takes
// it back.
export function FeedDialog({ kind, object = "", of, onClose }: Props) {
	const t = useT();
	const queries = useQueryClient();
	const key = [...keys.tokens, "feeds"];
	const feeds = useQuery({ queryKey: key, queryFn: () => api.get<{ items: Feed[] | null }>("/feeds") });
	const again = () => queries.invalidateQueries({ queryKey: keys.tokens });
	const create = useMutation({
		mutationFn: () => api.post<Feed>("/feeds", { kind, ...(object ? { object } : {}) }),
		onSuccess: again,
	});
	const revoke = useMutation({ mutationFn: (id: string) => api.remove(`/feeds/${id}`), onSuccess: again });
	const made = create.data?.address;
	const own = (feeds.data?.items ?? []).filter((f) => f.kind === kind && (f.object ?? "") === object);
	return (
		<Dialog
			title={t("feed.title")}
			isOpen
			onClose={onClose}
			actions={
				made ? (
					<Button kind="primary" onPress={onClose}>
						{t("token.kept")}
					</Button>
				) : (
					<>
						<Button onPress={onClose}>{t("action.close")}</Button>
						<Button kind="primary" isPending={create.isPending} onPress={() => create.mutate()}>
							{t("feed.make")}
						</Button>
					</>
				)
			}
		>
			<div className={styles.words}>
				<p>{t("feed.lead", { of })}</p>
				{made ? (
					<>
						<Banner tone="warn">{t("feed.once")}</Banner>
						<code className={styles.address}>{made}</code>
						<div>
							<Button icon="copy" onPress={() => void navigator.clipboard?.writeText(made)}>
								{t("action.copy")}
							</Button>
						</div>
						<p className={styles.quiet}>{t("feed.how")}</p>
					</>
				) : (
					<p className={styles.quiet}>{t("feed.rights")}</p>
				)}
				<FormError error={create.error ?? revoke.error ?? feeds.error} />
				{own.length > 0 && (
					<ul className={styles.feeds} aria-label={t("feed.own")}>
						{own.map((f) => (
							<li key={f.id}>
								<Icon name="calendar" />
								<span className={styles.said}>
									{t("feed.since", { date: formatDay(dayFromISO(f.created.slice(0, 10))) })}
									<span className={styles.quiet}>
										{f.last_used ? t("token.used", { when: formatAgo(f.last_used, Date.now(), t) }) : t("token.unused")}
										{" · "}
										{t("token.ends", { date: formatDay(dayFromISO(f.expires.slice(0, 10))) })}
									</span>
								</span>
								<Button small kind="danger" isPending={revoke.isPending} onPress={() => revoke.mutate(f.id)}>
									{t("token.remove")}
								</Button>
							</li>
						))}
					</ul>
				)}
			</div>
		</Dialog>
	);
}
