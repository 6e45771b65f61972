<?php
// Sets WordPress up and writes two posts for each address given, one as its
// block editor writes it and one as its classic editor does: nothing but the
// address. Prints the posts' ids.
define('WP_INSTALLING', true);
require __DIR__ . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_wp_mail', '__return_false');
wp_install('Test', 'editor', 'editor@example.org', false, '', 'password');
wp_set_current_user(1);
foreach (array_slice($argv, 1) as $address) {
	foreach ([
		"<!-- wp:embed {\"url\":\"$address\",\"type\":\"rich\"} -->\n<figure class=\"wp-block-embed is-type-rich\"><div class=\"wp-block-embed__wrapper\">\n$address\n</div></figure>\n<!-- /wp:embed -->",
		"A post.\n\n$address\n\nIts end.",
	] as $content) {
		echo wp_insert_post(['post_title' => 'Test', 'post_content' => $content, 'post_status' => 'publish']), "\n";
	}
}
