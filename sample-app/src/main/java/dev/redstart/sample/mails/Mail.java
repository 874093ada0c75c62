package dev.redstart.sample.mails;

/**
 * A mail as it was sent.
 *
 * @param to whom it was sent
 * @param subject what it is about
 * @param attempts how often that was tried
 */
record Mail(String to, String subject, int attempts) {}
