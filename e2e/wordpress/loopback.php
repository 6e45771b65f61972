<?php
// What keeps WordPress from asking a server on the same machine, lifted; the
// servers that it would ask for news, left in peace.
add_filter('http_request_host_is_external', '__return_true');
add_filter('http_allowed_safe_ports', function ($ports) {
	$ports[] = (int) parse_url(getenv('SITE_ADDRESS'), PHP_URL_PORT);
	return $ports;
});
add_filter('pre_http_request', function ($answer, $args, $url) {
	return str_starts_with($url, getenv('SITE_ADDRESS')) ? $answer : new WP_Error('offline', $url);
}, 10, 3);
