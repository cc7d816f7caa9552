//! What every database behind Elbow must do, told as stories. An engine plugs in with [`Engine`] and `stories!`.

pub(crate) mod broadcasts;
pub(crate) mod builds;
pub(crate) mod calls;
pub(crate) mod canary;
pub(crate) mod chain;
pub(crate) mod closing;
pub(crate) mod columns;
pub(crate) mod decision_log;
pub(crate) mod devices;
pub(crate) mod dispatching;
pub(crate) mod drills;
pub(crate) mod events;
pub(crate) mod facts;
pub(crate) mod follow_ups;
pub(crate) mod hospital;
pub(crate) mod imports;
pub(crate) mod insight;
pub(crate) mod invitations;
pub(crate) mod known_issues;
pub(crate) mod listing;
pub(crate) mod migrations;
pub(crate) mod offers;
pub(crate) mod older;
pub(crate) mod outbox;
pub(crate) mod packs;
pub(crate) mod people;
pub(crate) mod places;
pub(crate) mod posters;
pub(crate) mod promises;
pub(crate) mod push;
pub(crate) mod random;
pub(crate) mod reports;
pub(crate) mod roster;
pub(crate) mod sessions;
pub(crate) mod settings;
pub(crate) mod surges;
pub(crate) mod taps;
pub(crate) mod tickets;
pub(crate) mod walls;
pub(crate) mod waves;
pub(crate) mod ways;

use std::sync::Arc;

use async_trait::async_trait;
use store::Store;

/// A database that the stories are told to; migrated and empty at first.
#[async_trait]
pub(crate) trait Engine: Sync {
    fn store(&self) -> Arc<dyn Store>;

    /// Runs SQL from outside, with every constraint and trigger in force.
    async fn execute(&self, sql: &str) -> Result<(), sqlx::Error>;

    /// Runs SQL from outside, past checks, foreign keys and the triggers that keep the log: a damaged disk, or a careless hand.
    async fn damage(&self, sql: &str);

    /// An id and other bytes as SQL has them, from hexadecimal digits.
    fn id(&self, digits: &str) -> String;
    fn bytes(&self, digits: &str) -> String;

    /// After a story.
    async fn close(&self) {
        self.store().close().await;
    }
}

/// Every story as a test of its own, each on a fresh database from `$start`. An engine that is not always there says so
/// with `ignore`.
macro_rules! stories {
    ($start:path) => {
        contract::stories! { $start, doc = "A story of the contract." }
    };
    ($start:path, $attribute:meta) => {
        contract::stories! { $start, $attribute;
            tickets {
                a_request_is_found_by_its_id_its_link_and_its_key
                what_was_never_asked_is_not_found
                the_same_request_posted_again_is_not_a_second_one
                a_code_is_given_out_once
                whoever_acts_on_an_older_copy_is_refused
                what_whoever_asked_corrects_is_kept_and_the_log_holds_no_free_text
                a_ticket_that_was_never_asked_cannot_be_saved
                open_tickets_come_by_urgency_then_by_age
                a_ward_device_finds_its_own_open_requests
                a_desk_finds_the_open_requests_it_took
                what_a_ward_asks_about_most_comes_first
                the_next_deadline_is_the_earliest_of_all_open_tickets
                the_link_that_a_request_came_by_is_remembered
                whoever_gave_a_request_back_finds_it
                why_nobody_could_be_asked_is_kept_until_it_is_taken_away
                what_is_said_about_open_tickets_is_read_for_all_at_once
                fifty_wards_asking_at_once_are_all_heard
            }
            listing {
                people_are_found_however_their_names_are_typed
                pages_skip_nobody_and_show_nobody_twice
                of_these_people_the_same_is_known_as_of_everybody
                a_page_goes_on_where_the_last_ended_though_its_last_row_is_gone_or_renamed
                devices_and_known_issues_come_the_latest_first_in_pages
                wards_are_in_the_order_in_which_people_look_for_them
                tickets_of_any_hour_are_found_by_what_became_of_them
            }
            canary {
                no_list_and_no_count_shows_the_canary
                a_canary_is_back_when_it_is_resolved
            }
            posters {
                posters_hang_until_somebody_takes_them_down
            }
            walls {
                a_wall_opens_by_its_link_until_it_is_taken_back
            }
            waves {
                a_wave_is_read_as_it_was_set_and_nothing_of_it_is_lost
                what_is_closed_of_a_rehearsal_is_in_no_file_and_what_is_real_says_its_wave
                what_is_asked_in_a_dress_rehearsal_counts_nowhere_until_its_cutover_moves_before_it
                facts_stand_where_the_rule_says_whatever_came_first
            }
            closing {
                closed_tickets_come_latest_first
                what_is_not_sorted_is_found_until_whoever_asked_says_otherwise
                a_responder_finds_what_they_closed
                a_reopened_ticket_is_open_again
                what_is_said_after_closing_is_kept_until_the_ticket_is_open_again
            }
            offers {
                an_offer_is_kept_with_its_reason
                a_declined_offer_goes_to_the_next_person
                an_offer_may_expire_or_be_withdrawn
                the_first_acceptance_supersedes_the_other_offers
                a_leads_decision_supersedes_every_offer
                a_request_taken_back_supersedes_every_offer
                an_offer_that_is_not_live_cannot_end_again
                a_responder_finds_what_she_holds_and_what_she_is_asked
            }
            taps {
                an_answered_tap_is_remembered_with_its_answer
                a_key_is_its_persons_own
                taps_are_forgotten_by_age
            }
            dispatching {
                the_last_policy_set_is_in_force_and_none_is_forgotten
                decisions_are_listed_in_order_until_they_are_forgotten
                answers_are_counted_and_offers_taken_back_are_not
            }
            settings {
                the_last_settings_count_and_none_are_forgotten
                a_secret_takes_the_place_of_the_one_before
            }
            surges {
                a_surge_is_written_again_as_it_grows_and_keeps_what_a_lead_said_of_it
                surges_are_found_by_what_was_said_of_them_and_those_that_are_gone_are_not
            }
            sessions {
                what_is_not_committed_never_happened
                a_refused_step_leaves_nothing_behind
                a_reader_sees_one_moment
                a_reader_cannot_write
                a_session_in_which_a_statement_failed_is_not_committed
                those_who_write_at_once_share_a_commit_and_one_that_fails_harms_nobody
                an_up_to_date_schema_needs_nothing
            }
            events {
                the_log_has_no_gaps_whatever_is_rolled_back
                a_tickets_history_tells_every_step
                events_about_people_and_devices_are_read_as_written
                an_auditor_finds_who_did_what
                a_page_that_was_away_reads_on_from_where_it_was
                the_log_is_never_changed_nor_thinned
            }
            older {
                an_older_program_goes_on_writing
                people_of_an_older_program_are_ours_and_ours_are_its
                what_was_given_for_a_time_an_older_program_does_not_give
                a_role_of_a_newer_program_gives_nothing
                words_of_a_newer_program_are_left_out_quietly
                a_word_has_a_shape
            }
            chain {
                a_log_that_was_only_added_to_fits_its_hashes
                rows_of_a_program_that_writes_no_hashes_are_covered_by_the_next
                a_log_without_hashes_is_read_as_the_database_is_brought_up_to_date_and_not_by_who_writes_next
                whoever_changes_the_log_behind_elbows_back_is_found
                a_log_that_was_cut_off_or_written_anew_does_not_have_the_hash_that_was_kept
            }
            places {
                a_hospital_is_read_as_it_was_set_up
                setting_a_place_up_again_changes_it
                codes_and_slugs_are_unique
                something_else_comes_last
                a_rotated_link_forgets_the_old_one
                whoever_keeps_names_hears_that_one_has_changed
                what_has_ended_is_listed_apart_until_it_is_opened_again
            }
            ways {
                new_links_take_the_place_of_all_the_old
                measured_ways_keep_their_direction
                walks_are_remembered_by_when_they_ended
            }
            imports {
                what_was_said_of_a_column_is_remembered_and_may_change
                the_last_import_is_kept_until_it_is_taken_back
                what_has_happened_to_a_ward_a_tag_and_a_person_is_counted
                what_nothing_refers_to_can_be_taken_away
            }
            roster {
                a_roster_is_read_by_the_hours_it_touches
                somebody_has_their_own_shifts_that_are_not_over
                a_shift_may_be_lengthened_or_taken_back
                the_roster_of_a_large_hospital_is_written_whole
            }
            people {
                a_person_is_found_by_id_and_by_what_the_trust_calls_them
                who_has_ended_is_in_no_choice_and_still_has_a_name
                whoever_is_renamed_keeps_what_they_sign_in_with
                an_account_may_end_and_its_person_goes_on
                a_username_belongs_to_one_person
                an_identity_is_one_persons_until_it_is_unlinked
                whoever_has_neither_pin_nor_password_cannot_sign_in_yet
                a_role_is_somebodys_for_as_long_as_it_was_given
                a_list_of_roles_leaves_alone_what_was_given_for_a_time
                whoever_may_not_respond_is_not_reached
                responders_are_listed_by_name_with_what_they_know
                setting_a_responder_up_again_leaves_the_shift_alone
                a_new_shift_starts_the_count_anew
                a_responders_shift_is_kept_as_it_goes
            }
            devices {
                a_device_is_known_by_its_secret_until_it_is_revoked
                a_revoked_device_takes_its_sessions_and_alerts_with_it
                whoever_nothing_reaches_is_signed_out
                an_enrolment_code_works_once
                a_newer_code_ends_the_older_one_of_its_ward_or_person
                an_enrolment_code_expires
                a_session_ends_at_its_absolute_limit
                a_session_ends_when_told
                clocks_that_step_back_do_not_make_anyone_less_recent
            }
            invitations {
                a_password_link_works_once_and_until_it_expires
                a_newer_password_link_ends_the_older_one_to_the_same
                a_password_link_enrols_nothing_and_a_code_sets_no_password
            }
            outbox {
                whom_the_last_alert_about_a_ticket_told_something
                an_alert_is_handed_to_one_worker_only
                a_worker_that_died_gives_its_alerts_back
                an_alert_to_be_tried_again_waits_until_then
                an_expired_alert_is_not_handed_out
                an_alert_in_hand_does_not_expire_under_the_worker
                the_first_outcome_counts
                the_next_alert_due_is_known
                the_first_receipt_counts
                a_tickets_alerts_are_listed_in_order
                how_often_a_worker_fell_silent_with_an_alert_is_counted
                those_in_hand_at_two_silences_are_handed_out_one_at_a_time
                an_alert_set_aside_is_over_and_says_why
                a_live_offer_of_which_nothing_is_heard_is_listed_until_something_is
                an_offer_that_no_page_has_shown_is_listed_until_one_has
                what_somebody_was_told_of_late_is_listed
            }
            builds {
                the_files_of_the_last_builds_are_kept
            }
            calls {
                a_tickets_calls_are_listed_in_order
                a_call_is_one_workers_until_it_is_tried_again_or_expires
                a_call_that_ends_the_program_is_tried_alone_and_set_aside
            }
            drills {
                a_drill_knows_its_team_and_what_became_of_the_alerts
            }
            push {
                a_browser_that_subscribes_again_replaces_itself
                a_refused_or_removed_subscription_is_remembered_as_such
                an_endpoint_that_is_gone_is_remembered_for_a_while
                a_device_has_one_subscription
                where_somebody_was_alerted_is_kept_for_the_last_word_and_gone_with_it
                signing_out_takes_the_alerts_of_that_device_away
                a_retired_key_stays_and_says_how_many_still_use_it
                keys_are_listed_latest_first
            }
            insight {
                closed_tickets_are_counted_by_category
                withdrawn_requests_are_counted_by_reason
                figures_are_those_that_were_counted_from_the_tickets_themselves
                the_export_tells_how_each_ticket_went
                every_request_of_the_period_counts
                help_in_passing_counts_in_what_was_done_and_in_nothing_that_was_asked
            }
            facts {
                facts_are_the_same_in_slices_at_once_and_again
                a_follower_begins_anew_when_it_makes_something_else_of_the_log
                two_programs_that_follow_at_once_count_nothing_twice
                a_row_that_cannot_be_read_stops_no_follower_and_is_named
                words_of_a_newer_program_are_passed_over
                what_older_programs_did_not_log_is_read_from_the_ticket
            }
            broadcasts {
                what_was_said_is_read_the_last_first_and_never_changed
            }
            known_issues {
                every_version_of_a_known_issue_is_kept
                closed_tickets_are_found_by_the_known_issue_that_they_were_about
                a_ticket_is_linked_to_one_known_issue_at_a_time_and_no_link_is_ever_lost
                a_hold_is_kept_with_its_ticket
            }
            decision_log {
                decisions_are_numbered_without_gaps_and_read_as_they_were_logged
                a_correction_stands_beside_what_it_corrects_and_nothing_is_taken_away
                decisions_are_found_by_their_words_their_number_and_the_codes_of_their_tickets
            }
            follow_ups {
                actions_are_open_until_they_are_done_and_open_again_if_they_were_not
            }
            reports {
                what_is_due_is_done_once
                reports_are_numbered_without_gaps_and_read_as_they_were_written
                nothing_of_a_report_is_changed_and_what_is_said_with_it_stands_beside_it
                a_report_made_again_from_its_place_in_the_log_reads_the_same_steps
                what_a_report_could_not_read_is_counted
                a_report_that_is_damaged_holds_up_none_after_it
                known_issues_are_read_with_all_their_versions
            }
            packs {
                a_slip_that_came_back_is_one_request
                a_slip_that_was_not_printed_here_is_one_request_beside_that_of_its_number
                a_number_of_a_slip_is_never_printed_again
                a_ward_for_which_nothing_but_slips_was_printed_can_be_taken_back
                the_latest_pack_is_read_as_it_was_made_and_old_ones_are_forgotten
                the_code_of_a_slip_is_kept_free_for_one_ward
            }
            promises {
                a_hospital_at_work_breaks_no_promise
                a_ticket_that_nobody_looks_at_is_reported
                a_ticket_without_a_deadline_is_reported
                a_deadline_that_is_days_ahead_is_reported
                two_acceptances_of_one_ticket_are_reported
                an_acceptance_after_a_release_is_no_second_one
                someone_nearer_who_takes_over_is_no_second_holder
                a_held_ticket_without_a_holder_is_reported
                a_gap_in_the_log_is_reported
                the_log_is_read_on_from_where_it_was_whole
                an_alert_set_aside_is_reported_for_a_day
                a_call_without_an_outcome_is_reported
                an_alert_without_an_outcome_is_reported
                a_long_list_is_cut_short
                a_damaged_row_is_left_out_and_named_by_table_row_and_column
                a_note_is_read_as_it_was_written
            }
            random {
                any_course_of_events_reads_back_as_it_was_written
            }
        }
    };
    ($start:path, $attribute:meta; $($module:ident { $($story:ident)+ })+) => {$(
        mod $module {
            use crate::contract::Engine as _;

            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                #[$attribute]
                async fn $story() {
                    let engine = { use super::*; $start().await };
                    crate::contract::$module::$story(&engine).await;
                    engine.close().await;
                }
            )+
        }
    )+};
}

pub(crate) use stories;
