-- The private half of a key that signs alerts is sealed by the server, which does so at its next start.
alter table vapid_key rename column private to sealed;
