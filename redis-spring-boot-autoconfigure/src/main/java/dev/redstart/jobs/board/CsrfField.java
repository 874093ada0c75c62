package dev.redstart.jobs.board;

/**
 * What Spring Security wants to find in a form, so that no other site can have sent it.
 *
 * @param parameter the field's name
 * @param token its value
 */
public record CsrfField(String parameter, String token) {}
