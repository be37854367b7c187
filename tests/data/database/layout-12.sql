-- A database of layout 12: two domains that were judged, one of them a second
-- time, as parked.  Its rows never change;
-- tests/cli/edges.test brings them up to date.
INSERT INTO domain VALUES
    (1, 'example.org'),
    (2, 'example.net');
INSERT INTO reporter VALUES
    (1, 'receiver.example');
INSERT INTO folder VALUES
    (1, '');
INSERT INTO source VALUES
    (1, x'c0000201'),
    (2, x'c0000202'),
    (3, x'c0000209'),
    (4, x'c0000203'),
    (5, x'c6336404'),
    (6, x'cb007105'),
    (7, x'cb007106');
INSERT INTO policy VALUES
    (1, 'none', '', '', -1, '', '', '', '', '');
INSERT INTO submitter VALUES
    (1, 'Receiver', 'dmarc@receiver.example', '', '', '', '');
INSERT INTO auth VALUES
    (1, 8059630764076946534, x'00010c6578616d706c652e6f7267000600'),
    (2, -8819379141252914130, x'00010c6578616d706c652e6f7267000800'),
    (3, 8361051326691093491, x'00010c6578616d706c652e6e6574000600'),
    (4, 7720460957827452240, x'00010c6578616d706c652e6e6574000800');
INSERT INTO sender VALUES
    (1, ''),
    (2, 'net:192.0.2.0/24'),
    (3, 'net:198.51.100.0/24'),
    (4, 'net:203.0.113.0/24');
INSERT INTO intake VALUES
    (1, 1, '1.xml', NULL, 0, 5, 1337, 1795219200, 0),
    (2, 1, '2.xml', NULL, 0, 5, 998, 1795219200, 0),
    (3, 1, '3.xml', NULL, 0, 5, 998, 1795219200, 0),
    (4, 1, '4.xml', NULL, 0, 5, 998, 1795219200, 0),
    (5, 1, '5.xml', NULL, 0, 5, 660, 1795219200, 0);
INSERT INTO intake_document VALUES
    (1, 0, 2, 1, 1337, NULL, NULL, NULL, 0, 0),
    (2, 0, 2, 2, 998, NULL, NULL, NULL, 0, 0),
    (3, 0, 2, 3, 998, NULL, NULL, NULL, 0, 0),
    (4, 0, 2, 4, 998, NULL, NULL, NULL, 0, 0),
    (5, 0, 2, 5, 660, NULL, NULL, NULL, 0, 0);
INSERT INTO report VALUES
    (1, x'2f190aee12c6020c8caac68f2e1fd760ec3691cf50ed3c449f4b5874457e3ee5', -7047068074857631092, 2241767086488938053, 1, 1, 1, 1, 'a1', 1794960000, 1795046399, 20775, 2, 5, 2, 0, 0, 0, 0, 3, 48, 43, 0, 1795219200, 1, 0),
    (2, x'a54c410f2ba61d12b72a31939a40af6e3b7504acb33f303878c1bc75162f501f', -3727262884254403457, -2445999068875791633, 1, 1, 1, 1, 'a2', 1794873600, 1794959999, 20774, 2, 5, 2, 0, 0, 0, 0, 2, 307, 300, 0, 1795219200, 2, 0),
    (3, x'e43b824f31754fef0ad38caa51e8c04fab140e19a7d65f1c0c5f24acd4a30d58', -4636841821392974671, 3160603406837281957, 1, 1, 1, 1, 'a3', 1793232000, 1793318399, 20755, 2, 5, 2, 0, 0, 0, 0, 2, 14, 14, 0, 1795219200, 3, 0),
    (4, x'2b865ff84dc163845c13ba91808bc7e7667d56bc1c339d3f6050153f7a150baa', -8974552253892257775, -6413815215874456089, 1, 2, 1, 1, 'b1', 1794960000, 1795046399, 20775, 2, 5, 2, 0, 0, 0, 0, 2, 10, 9, 0, 1795219200, 4, 0),
    (5, x'5335930ca0dcfe57fbf4b3d0f8634ccc6dc540e199f73c3f0aebb86578253482', -6798238344044675909, -3548283989293071681, 1, 2, 1, 1, 'b2', 1793232000, 1793318399, 20755, 2, 5, 2, 0, 0, 0, 0, 1, 8, 8, 0, 1795219200, 5, 0);
INSERT INTO advice_change VALUES
    (1, 3),
    (2, 3);
INSERT INTO alert VALUES
    (1, 1, 'NEW_SENDER', 'net:192.0.2.0/24', 'info', 20777, 20777, 0, '{"code":"NEW_SENDER","sender":"net:192.0.2.0/24","n":12,"since":"2026-11-17","severity":"info"}');
UPDATE change SET counter = 9;
INSERT INTO day_policy VALUES
    (0, 20755, 1, 0, 5, 2, 0, 22, 22, 0, 0, 0, 0),
    (0, 20774, 1, 0, 5, 1, 0, 307, 300, 0, 0, 7, 0),
    (0, 20775, 1, 0, 5, 2, 0, 58, 52, 1, 5, 0, 0),
    (1, 20755, 1, 1, 5, 1, 0, 14, 14, 0, 0, 0, 0),
    (1, 20774, 1, 1, 5, 1, 0, 307, 300, 0, 0, 7, 0),
    (1, 20775, 1, 1, 5, 1, 0, 48, 43, 0, 5, 0, 0),
    (2, 20755, 1, 1, 5, 1, 0, 8, 8, 0, 0, 0, 0),
    (2, 20775, 1, 1, 5, 1, 0, 10, 9, 1, 0, 0, 0);
INSERT INTO day_sender VALUES
    (0, 20755, 1, 1, 2, 1, 0, 22),
    (0, 20774, 1, 1, 2, 1, 0, 300),
    (0, 20774, 1, 3, 4, 0, 0, 7),
    (0, 20775, 1, 1, 2, 1, 0, 52),
    (0, 20775, 1, 3, 2, 0, 0, 0),
    (0, 20775, 1, 3, 3, 0, 0, 5),
    (0, 20775, 1, 6, 2, 0, 0, 1),
    (1, 20755, 2, 1, 2, 1, 0, 12),
    (1, 20755, 3, 1, 2, 1, 0, 2),
    (1, 20774, 2, 1, 2, 1, 0, 300),
    (1, 20774, 2, 3, 4, 0, 0, 7),
    (1, 20775, 2, 1, 2, 1, 0, 43),
    (1, 20775, 2, 3, 3, 0, 0, 5),
    (2, 20755, 4, 1, 2, 1, 0, 8),
    (2, 20775, 1, 6, 2, 0, 0, 1),
    (2, 20775, 4, 1, 2, 1, 0, 9);
INSERT INTO day_total VALUES
    (0, 20755, 5, 2, 0, 22, 22, 0, 0, 0, 0, 12, 22, 12),
    (0, 20774, 5, 1, 0, 307, 300, 0, 0, 7, 0, 300, 300, 300),
    (0, 20775, 5, 2, 0, 58, 52, 1, 5, 0, 0, 52, 49, 49),
    (1, 20755, 5, 1, 0, 14, 14, 0, 0, 0, 0, 12, 14, 12),
    (1, 20774, 5, 1, 0, 307, 300, 0, 0, 7, 0, 300, 300, 300),
    (1, 20775, 5, 1, 0, 48, 43, 0, 5, 0, 0, 43, 40, 40),
    (2, 20755, 5, 1, 0, 8, 8, 0, 0, 0, 0, 0, 8, 0),
    (2, 20775, 5, 1, 0, 10, 9, 1, 0, 0, 0, 9, 9, 9);
INSERT INTO decision VALUES
    (1, 2, 3, 0, 'parked', 'yes', NULL, 'me', 1795219200, 0);
INSERT INTO document VALUES
    (1, 1337, x'7801dd544b7283300cddfb149d1c00c8b7c38ceaf40cbd00e360917802b66b9b34bd7d454c0969326d165d74ca4a92ada7a72719581f9bfae180ce2ba39f26d3249bac39830a516e44b9e7e0d01a178a06839022080ec66d0b2d1ae42f58a2a24c488710036c84aab96c842b9f5d7f21c1a3686c8d90c6d34f4c25b99842da57208f0195c0c209bd450e1bdc2acda78ff9225f65f4411a23805a76e165b658cdf39c50c9877494ca06d0336d6b6a55be17b6ddd4caef9032a421ae9af7e4126a8240628c81e5da68626c09f92a955107a57184e1cc1b076f5a5762a12c9fe6b3244b660975750e42695a1df8821a8816a147327810754b1d776494b7c6ab4053e82b8f2324cc5e35dc0aef89636782b755ef77d64072049976e41828893aa84ad18839ec50487445e54c73d9f8f800d2710e03d1865de1d0b775208853b96fb4236dba9b3db9de213d8825cde5128b667fd2f147416737045ddeabe76b2b68a582eae67943d58a3676ac6af4ffa8aa91dc2fa94a6fe76a4de7f7aa1adfc70d3dbf6ee93fd2331dfe8bec034821e3ea'),
    (2, 998, x'7801cd935f52833010c6df730aa70720d0aa959935f50c5e8049c9d2c6923f93845a6fef5290d2d1d13eca5376c37efbed6f013627d3de1d3144edecf3a2c8f2c546306810d556d6070101bd0ba93298a492490a706157596950bc628d9a2a814f290668a46e853232d42f617c21c39334be45e0c3ed97a656422e818f1d2862402db00ad2ee50c01677da8a625dde3fad578f790e7cc8005a754e970f253da44a31f059299b442fb6bd6b75fd51f96edbeab847aa508ebc5a319acb68081219720cbcb0ce92634fcadf4a194d50bb401ac1bd0b88ae0b3556da8ba25c6679b6cc0ae09724d4aeb349acfa098623c90f6ef028db8e46eedde8e85dd489d630b69e6788cc411be1658c64b23f42f4cd18f7a7c9e54c92f7ee18688536e946d38e05ec512a0c55139cb99e7c7e017c5ec34076695f058c5d9b48e2dcee177804a77f7334370604845cd262aeb568f967907f125dfd40747d2bcf806f58270237633c126de8739d131de27f4a7430772b513efdc4ec139f7167aa'),
    (3, 998, x'7801dd53516ec3200cfde714530f0021d9b446f2e8ceb00b4434382d5a020892aebbfd9c264b536deacffef6673ff0f3f333c0eedcb50f278cc97af7b2913cdbec148306d1ec75fdae2062f0b1af3aecb5d1bd56e0e3a172ba43f586355aaa04b1400cb0d3b655a6d3b17e8df3058e67dd8516414ca7df9cd6285d80983b50c6805a6015b53ba0823d1eac53f2b92cf222cfb20cc484003a73810bb92dca92582907b12a650be95576f0adad3fab30ec5b9b8e4815c69356a766719c86209209631094f38e140762fe51ca6882da47e288fe4341f243acb1b241c932e719cfb9047105a1f683eb95cc414c11b14f62f0a4db81261ec5d8147cb23d6d61eebc46c89877dba9a053228d63082934733e468bc815a518c531b0065d6f1b4b2b5670446d30564df4ddede0eb0310eb1a067ae88f55c434b43d515cdaddf18ebc196fcee2e684fc2095b4975b2edafdc5c73b866ef993e432cbf8e32f9efeddd2869eeb3fb5542c9f987d0109e66757'),
    (4, 998, x'7801cd935b6e83301045ffbd8aaa0bc0d03c2aa4a9d3357403c8e021b1821fb24d9aeebe43a084a85515a93fe5cb33f6dc39be63607736ddc30943d4cebe3c1659feb8130c5a4455cbe62820a07721550693543249012eec2b2b0d8a376c505325f039c5008dd49d504686e6354c07323c4be33b043eee7e696a25ea02f8d4812206d402ab20ed1e05d4b8d75614cfe5badce6f4011f3380560de94dbedeaeca92542906be2865b3e815dbbb4e371f95efeb4ec703528572c46ac50497594c2432e61878619d25624fcadf4a19dda0718134827b17105d1f1aacb4174ff92acbb3a258651be0d73434aeb74910eab820f991064fb2ebe9ca038d8ede459d680c53eb65869c396a23bc8c9120872544df4ef1b09a2917927ca063a015daa45b4d33167040a930546d70e6f6e6cb0de0cb1a06b24f872a60ecbb44129776bf9847e60c2727b829203b88920673ab45c3bf187987a3db1f1ca5d7f347475b7aae4b47c7f89f3a3ac2ddeb289f7f62f609bd55671c'),
    (5, 660, x'78017d526d6e83300cfd9f534c3d00e143d35ac97377865d0005306d54f2a12474dded670aa35493f6cf7e8edf7bb603c79b195eae14a276f67d5764f9ee88027aa2ae51ed0521907721d58692ea5452082e9c6aab0ce127b5a4b913e40a0920a3f4809d51a1fd08cb838c6ecaf88140ced55f4edd6153825c143813c0125407654f84d0d0495b2cde0e555995799e839c1120dbdde1aad8578703b3720e72d32a56d2876def06dd7ed77e6c061dcfc41d9d63af16177399a5c4243326c0a375961d7b66fed32a7882d605e608ee0b21ba31b4546b8f655e6579561455f60af20143eb469b700f720e987e764357358c3cf2e44647efa24e7c86457a8bf0662eda60cfcb65935308d1f7e8558c2cc4d1ea724329277702744736e95ef38d11cea43a0a751f9c799e7c5b00b9ed11a0c674ae03c571484c7197fb6779bc9ce9e5626e4966977c98672e3efe7d915c58bf9cf8016d7aebdc');
INSERT INTO evaluation VALUES
    (1, 20777, 20775, 'NONE', 'Q25', 'NOT_READY', 1, 68, 357, 0, 1795219200, '{"domain":"example.org","verdict":"NOT_READY","announced":true,"urgency":3,"score":68,"stage":"NONE","stage_text":"watch","rung":0,"target":"Q25","earliest":null,"next_record":"v=DMARC1; p=quarantine; pct=25; rua=mailto:{{RUA}}","publish_now":false,"window_days":21,"own":369,"own_pass":357,"forged":0,"forged_day":0,"lost_week":0,"last_day":"2026-11-18","questions":1,"alerts":1,"critical":0,"own_fail_days":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,7,5],"own_pass_days":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,14,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,300,43],"task":"One reporter: fine?","task_code":"S_ONE_REPORTER","task_sender":null,"problems":[{"code":"S_ONE_REPORTER","sender":null},{"code":"B_FIX","sender":"net:192.0.2.0/24"},{"code":"NEW_SENDER","sender":"net:192.0.2.0/24"}],"senders":[],"verdict_text":"Not yet: 1 thing to fix or to answer"}'),
    (2, 20777, 20775, 'NONE', 'R100', 'READY', 0, 100, 17, 0, 1795219200, '{"domain":"example.net","verdict":"READY","announced":false,"urgency":2,"score":100,"stage":"NONE","stage_text":"watch","rung":0,"target":"R100","earliest":null,"next_record":"v=DMARC1; p=reject; sp=reject; adkim=s; aspf=s; rua=mailto:{{RUA}}","publish_now":false,"window_days":21,"own":17,"own_pass":17,"forged":1,"forged_day":0,"lost_week":0,"last_day":"2026-11-18","questions":0,"alerts":0,"critical":0,"own_fail_days":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0],"own_pass_days":[0,0,0,0,0,0,0,0,0,0,0,0,0,0,8,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,0,9],"task":"publish refuse","task_code":null,"task_sender":null,"problems":[],"senders":[],"verdict_text":"Nobody may send as this domain. One record stops what is forged in its name: 0 messages a day"}');
INSERT INTO intake_day VALUES
    (2, 20778, 1, 5);
INSERT INTO month_reporter VALUES
    (1, 648, 1, 5, 1, 0, 14, 14, 0, 0, 0, 0),
    (1, 649, 1, 5, 2, 0, 355, 343, 0, 5, 7, 0),
    (2, 648, 1, 5, 1, 0, 8, 8, 0, 0, 0, 0),
    (2, 649, 1, 5, 1, 0, 10, 9, 1, 0, 0, 0);
INSERT INTO record_block VALUES
    (1, 20755, 3, 0, 2, x'0d01152a01020c0203012b0208'),
    (1, 20774, 2, 0, 2, x'0d01152a0102ac020203114f020706'),
    (1, 20775, 1, 0, 3, x'0d01152a0102280203113f02050205012e0302'),
    (2, 20755, 5, 0, 1, x'0d01152b0306080c'),
    (2, 20775, 4, 0, 2, x'0d01152a0306090c02112f0202');
INSERT INTO reporter_day VALUES
    (1, 20755, 5, 2, 0, 22, 0, 0, 0),
    (1, 20774, 5, 1, 0, 307, 0, 0, 0),
    (1, 20775, 5, 2, 0, 58, 0, 0, 0);
INSERT INTO source_domain VALUES
    (1, 1, 5, 0),
    (2, 1, 5, 0),
    (3, 1, 5, 0),
    (4, 1, 5, 0),
    (5, 1, 5, 0),
    (6, 2, 5, 0),
    (7, 2, 5, 0);
INSERT INTO source_period VALUES
    (1, 1297, 2, NULL, NULL),
    (1, 1298, 5, NULL, NULL),
    (2, 1297, 1, NULL, NULL),
    (2, 1298, 2, NULL, NULL);
