//! Each service's engine against a server of its shape: what it sends, and what it makes of the answers.

use std::fs;
use std::time::{Duration, Instant};

use newscaster::model::{Mark, Say, Spoken, Syllable, Token};
use newscaster::speech::engines::build;
use newscaster::speech::{EngineError, Form, Sound, Voice};
use serde_json::Value;

use crate::speech_server::{Act, SpeechServer, status, wav};
use crate::test_studio::voice;

const CANARY: &str = "sk-canary-4711";

/// A key file for the canary, and the setting that names it.
fn key() -> (tempfile::NamedTempFile, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), CANARY).unwrap();
    let setting = format!("key_file = '{}'\n", file.path().display());
    (file, setting)
}

fn token(words: &str, say: Say) -> Token {
    Token { printed: words.to_owned(), words: words.to_owned(), say, rule: None }
}

/// 银行GDP增长。
pub fn sentence() -> Spoken {
    let mandarin =
        |pinyin: &str| Say::Mandarin(pinyin.split(' ').map(|s| Syllable::parse(s).unwrap()).collect());
    let tokens = vec![
        token("银行", mandarin("yin2 hang2")),
        token("GDP", Say::Letters),
        token("增加", mandarin("zeng1 jia1")),
        token("。", Say::Mark(Mark::Stop)),
    ];
    Spoken { tokens, problem: None }
}

async fn speak(voice: &Voice) -> Result<Sound, EngineError> {
    build(voice)?.speak(&sentence(), voice).await
}

fn file(sound: Result<Sound, EngineError>) -> Vec<u8> {
    match sound.unwrap().form {
        Form::File(bytes) => bytes,
        Form::Pcm(..) => panic!("bare samples where a file was expected"),
    }
}

fn starts(sound: &Sound) -> Vec<(usize, f64)> {
    sound.starts.iter().map(|start| (start.token, start.seconds)).collect()
}

#[tokio::test]
async fn openai_shape_sends_what_it_is_told_and_nothing_else() {
    let server = SpeechServer::acting([]);
    let (_file, key) = key();
    let settings =
        server.openai() + &key + "model = 'm'\nvoice = 'v'\nspeed = 1.5\nextra = { stream = false }";
    assert_eq!(file(speak(&voice("openai", &settings)).await), wav(5));
    let asked = &server.asked()[0];
    assert_eq!(asked.path, "/v1/audio/speech");
    assert_eq!(asked.header("authorization"), Some("Bearer sk-canary-4711"));
    let sent: Value = serde_json::from_str(&asked.body).unwrap();
    let expected = serde_json::json!({"model": "m", "voice": "v", "response_format": "wav", "speed": 1.5,
        "stream": false, "input": "银行GDP增加。"});
    assert_eq!(sent, expected);
}

#[tokio::test]
async fn openai_pcm_comes_as_samples_at_the_rate_of_the_settings() {
    let server = SpeechServer::acting([Act::Bytes(vec![1; 100])]);
    let settings = server.openai() + "format = 'pcm'\npcm_rate = 16000";
    assert!(
        matches!(speak(&voice("openai", &settings)).await.unwrap().form, Form::Pcm(bytes, 16_000) if bytes.len() == 100)
    );
}

#[tokio::test]
async fn azure_gets_ssml_with_pinyin_for_the_word_in_doubt() {
    let server = SpeechServer::acting([]);
    let (_file, key) = key();
    let settings =
        format!("base_url = '{}'\n{key}voice = 'zh-CN-XiaoxiaoNeural'\nstyle = 'newscast'", server.url());
    file(speak(&voice("azure", &settings)).await);
    let asked = &server.asked()[0];
    assert_eq!(asked.path, "/cognitiveservices/v1");
    assert_eq!(asked.header("ocp-apim-subscription-key"), Some(CANARY));
    assert_eq!(asked.header("content-type"), Some("application/ssml+xml"));
    assert_eq!(asked.header("x-microsoft-outputformat"), Some("riff-24khz-16bit-mono-pcm"));
    assert!(asked.header("user-agent").is_some_and(|agent| agent.starts_with("newscaster/")));
    let inside = "<mstts:express-as style=\"newscast\"><phoneme alphabet=\"sapi\" ph=\"yin 2 - hang 2\">银行</phoneme>\
                  <say-as interpret-as=\"characters\">GDP</say-as>增加。</mstts:express-as></voice></speak>";
    assert!(asked.body.ends_with(inside) && asked.body.contains("xml:lang=\"zh-CN\""), "{}", asked.body);
}

#[tokio::test]
async fn google_sends_pinyin_and_unpacks_base64() {
    let server = SpeechServer::acting([]);
    let (_file, key) = key();
    let settings = format!("base_url = '{}/v1'\n{key}voice = 'cmn-CN-Wavenet-A'", server.url());
    assert!(file(speak(&voice("google", &settings)).await).starts_with(b"RIFF"));
    let asked = &server.asked()[0];
    assert_eq!((asked.path.as_str(), asked.header("x-goog-api-key")), ("/v1/text:synthesize", Some(CANARY)));
    let sent: Value = serde_json::from_str(&asked.body).unwrap();
    assert_eq!(sent["voice"]["languageCode"], "cmn-CN");
    assert_eq!(sent["audioConfig"]["audioEncoding"], "LINEAR16");
    assert!(asked.text().contains("<phoneme alphabet=\"pinyin\" ph=\"yin2 hang2\">银行</phoneme>"));
}

#[tokio::test]
async fn google_leaves_pinyin_out_where_it_would_not_fit() {
    let server = SpeechServer::acting([]);
    let (_file, key) = key();
    let voice =
        voice("google", &format!("base_url = '{}/v1'\n{key}voice = 'cmn-CN-Wavenet-A'", server.url()));
    let mut long = sentence();
    long.tokens = long.tokens.iter().cycle().take(400).cloned().collect();
    build(&voice).unwrap().speak(&long, &voice).await.unwrap();
    let text = server.asked()[0].text();
    assert!(
        !text.contains("phoneme") && text.contains("银行") && text.len() <= 5_000,
        "{} bytes",
        text.len()
    );
}

#[tokio::test]
async fn elevenlabs_refuses_sound_that_ends_before_its_text() {
    let cut = r#"{"audio_base64":"UklGRg==","alignment":{"characters":["银","行"]}}"#;
    let server = SpeechServer::acting([Act::Bytes(cut.into())]);
    let (_file, key) = key();
    let voice = voice("elevenlabs", &format!("base_url = '{}/v1'\n{key}voice_id = 'abc'", server.url()));
    let error = speak(&voice).await.unwrap_err();
    assert!(matches!(&error, EngineError::Passing(why) if why.contains("ends before its text")), "{error}");
    assert!(file(speak(&voice).await).starts_with(b"RIFF"));
    let asked = &server.asked()[1];
    assert_eq!(asked.path, "/v1/text-to-speech/abc/with-timestamps?output_format=mp3_44100_128");
    assert_eq!(asked.header("xi-api-key"), Some(CANARY));
}

#[tokio::test]
async fn elevenlabs_tells_when_each_word_begins() {
    let answer = r#"{"audio_base64":"UklGRg==","alignment":{
        "characters":["银","行","G","D","P"," ","增","加","。"],
        "character_start_times_seconds":[0.0,0.2,0.5,0.6,0.7,0.8,0.9,1.1,1.3]}}"#;
    let server = SpeechServer::acting([Act::Bytes(answer.into())]);
    let (_file, key) = key();
    let voice = voice("elevenlabs", &format!("base_url = '{}/v1'\n{key}voice_id = 'abc'", server.url()));
    assert_eq!(starts(&speak(&voice).await.unwrap()), [(0, 0.0), (1, 0.5), (2, 0.9), (3, 1.3)]);
}

#[tokio::test]
async fn piper_sound_is_taken_although_it_is_labelled_as_html() {
    let server = SpeechServer::acting([]);
    let settings = format!("base_url = '{}'\nlength_scale = 1.2\nspeaker_id = 3", server.url());
    assert!(file(speak(&voice("piper-http", &settings)).await).starts_with(b"RIFF"));
    let sent: Value = serde_json::from_str(&server.asked()[0].body).unwrap();
    assert_eq!(sent, serde_json::json!({"length_scale": 1.2, "speaker_id": 3, "text": "银行GDP增加。"}));
}

#[tokio::test]
async fn piper_without_the_voice_says_so_before_it_speaks_with_another() {
    let server = SpeechServer::acting([]);
    let voice = voice("piper-http", &format!("base_url = '{}'\nvoice = 'zh_CN-huayan-medium'", server.url()));
    let error = build(&voice).unwrap().check(&voice).await.unwrap_err();
    assert!(error.to_string().contains("download_voices zh_CN-huayan-medium"), "{error}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let gone = SpeechServer::acting([]).url();
    for (engine, settings) in
        [("piper-http", format!("base_url = '{gone}'")), ("openai", format!("base_url = '{gone}/v1'"))]
    {
        let voice = voice(engine, &settings);
        // The listener may take one more connection while it ends; a server that is gone answers none.
        let error = loop {
            if let Err(error) = build(&voice).unwrap().check(&voice).await {
                break error;
            }
        };
        assert!(matches!(&error, EngineError::Unusable(why) if why.contains("start it")), "{error}");
    }
}

#[tokio::test]
async fn answers_mean_what_can_be_done_about_them() {
    let after = |seconds: &str| vec![("retry-after", seconds.to_owned())];
    let server = SpeechServer::acting([
        Act::Status(429, after("7"), "{\"error\":{\"message\":\"slow down\"}}".into()),
        Act::Status(503, after("2"), String::new()),
        Act::Status(400, vec![], "{\"__type\":\"ThrottlingException\",\"message\":\"Rate exceeded\"}".into()),
        status(500),
        Act::Reset,
        Act::BreakOff(wav(2)),
        Act::Bytes("<html><title>Login</title></html>".into()),
        Act::Bytes("{\"error\":\"no\"}".into()),
        Act::Bytes(Vec::new()),
        Act::Status(400, vec![], "input too long".into()),
        status(401),
        status(404),
    ]);
    let voice = voice("openai", &server.openai());
    let expected = [
        "busy 7", "busy 2", "busy", "passing", "passing", "passing", "passing", "passing", "passing",
        "refused", "unusable", "unusable",
    ];
    for (n, expected) in expected.iter().enumerate() {
        let error = speak(&voice).await.unwrap_err();
        let kind = match &error {
            EngineError::Busy { retry_after: Some(time), .. } => format!("busy {}", time.as_secs()),
            EngineError::Busy { .. } => "busy".to_owned(),
            EngineError::Passing(_) => "passing".to_owned(),
            EngineError::Refused(_) => "refused".to_owned(),
            EngineError::Unusable(_) | EngineError::NoKey(_) | EngineError::Setting { .. } => {
                "unusable".to_owned()
            }
            other => panic!("{other}"),
        };
        assert_eq!(kind, *expected, "answer {n}: {error}");
    }
}

#[tokio::test]
async fn a_key_does_not_follow_a_redirect() {
    let other = SpeechServer::acting([]);
    let target = other.url() + "/v1/audio/speech";
    let server = SpeechServer::acting([Act::Status(307, vec![("location", target)], String::new())]);
    let (_file, key) = key();
    let error = speak(&voice("openai", &(server.openai() + &key))).await.unwrap_err();
    assert!(matches!(&error, EngineError::Unusable(why) if why.contains("set base_url")), "{error}");
    assert!(other.asked().is_empty());
}

#[tokio::test]
async fn a_key_that_a_server_quotes_back_is_struck_out() {
    let body = format!("{{\"error\":{{\"message\":\"Incorrect API key provided: {CANARY}\"}}}}");
    let server = SpeechServer::acting([Act::Status(401, vec![], body)]);
    let (_file, key) = key();
    let voice = voice("openai", &(server.openai() + &key));
    let error = speak(&voice).await.unwrap_err();
    assert!(!format!("{error} {error:?} {voice:?}").contains("canary"), "{error}");
    assert!(error.to_string().contains("[key]"), "{error}");
}

#[tokio::test]
async fn settings_that_cannot_be_right_are_named_before_anything_is_sent() {
    let cases = [
        ("openai", "vioce = 'x'", "did you mean `voice`?"),
        ("openai", "format = 'mp4'", "did you mean `mp3`?"),
        ("openai", "base_url = 'api.example.com'", "write it like https://"),
        ("openai", "key_env = 'sk-canary'", "never the key itself"),
        ("openai", "key_env = 'NEWSCASTER_TEST_NO_SUCH_KEY'", "is not set"),
        ("azure", "voice = 'zh-CN-XiaoxiaoNeural'\nregion = 'eastasia'", "needs a key"),
        ("elevenlabs", "model_id = 'x'", "missing field `voice_id`"),
        ("google", "key_env = 'NO'", "missing field `voice`"),
        ("piper-http", "length_scal = 1.0", "did you mean `length_scale`?"),
        ("command", "program = 'x'\nargs = ['{txet}']", "did you mean {text}?"),
        ("process", "args = []", "missing field `program`"),
    ];
    for (engine, settings, cure) in cases {
        let error = build(&voice(engine, settings)).err().unwrap();
        assert!(error.to_string().contains(cure), "{engine} {settings}: {error}");
    }
}

#[tokio::test]
async fn a_command_gets_its_text_and_gives_its_sound_every_way() {
    let folder = tempfile::tempdir().unwrap();
    let sound = folder.path().join("sound.wav");
    fs::write(&sound, wav(3)).unwrap();
    let heard = folder.path().join("heard");
    let (sound, heard_at) = (sound.display(), heard.display());
    let ways = [
        format!("program = 'sh'\nargs = ['-c', 'cat > {heard_at}; cat {sound}']"),
        format!(
            "program = 'sh'\nargs = ['-c', 'printf %s \"$0\" > {heard_at}; cp {sound} \"$1\"', '{{text}}', '{{wav}}']"
        ),
    ];
    for way in ways {
        assert_eq!(file(speak(&voice("command", &way)).await), wav(3), "{way}");
        assert_eq!(fs::read_to_string(&heard).unwrap(), "银行GDP增加。", "{way}");
    }
}

#[tokio::test]
async fn a_command_that_fails_is_quoted_and_one_that_is_missing_comes_with_its_cure() {
    let failing = voice("command", "program = 'sh'\nargs = ['-c', 'echo no such language >&2; exit 3']");
    let error = speak(&failing).await.unwrap_err();
    assert!(matches!(&error, EngineError::Passing(why) if why.contains("no such language")), "{error}");
    let missing = voice("command", "program = 'no-such-program'\ninstall = 'apt-get install it'");
    for error in
        [speak(&missing).await.unwrap_err(), build(&missing).unwrap().check(&missing).await.unwrap_err()]
    {
        assert!(
            matches!(&error, EngineError::Unusable(why) if why.contains("apt-get install it")),
            "{error}"
        );
    }
}

/// A `process` voice whose program is this Python text.
fn process(folder: &tempfile::TempDir, program: &str) -> Voice {
    let path = folder.path().join("engine.py");
    fs::write(&path, program).unwrap();
    voice("process", &format!("program = 'python3'\nargs = ['{}']", path.display()))
}

/// A program that answers the first request as told, and the later ones well.
fn program(first: &str) -> String {
    format!(
        "import json, sys, time, os\n\
         out = sys.stdout.buffer\n\
         def say(line, sound=b''):\n    out.write(line.encode() + b'\\n' + sound); out.flush()\n\
         say('{{\"ready\":true}}')\n\
         for n, line in enumerate(sys.stdin):\n    \
             id = json.loads(line)['id']\n    \
             if id == 1:\n        {first}\n    \
             else:\n        say('{{\"id\":%d,\"bytes\":4,\"format\":\"s16le\",\"rate\":8000}}' % id, b'abcd')\n"
    )
}

#[tokio::test]
async fn the_example_engine_speaks_and_stays() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/engine.py");
    let voice = voice(
        "process",
        &format!("program = 'python3'\nargs = ['{path}']\noptions = {{ syllable_ms = 100 }}"),
    );
    let engine = build(&voice).unwrap();
    let first = Instant::now();
    let sound = engine.speak(&sentence(), &voice).await.unwrap();
    // 2 + 3 + 2 syllables and a pause of 100 ms each.
    assert!(matches!(&sound.form, Form::Pcm(bytes, 24_000) if bytes.len() == 8 * 2_400 * 2));
    assert_eq!(starts(&sound), [(0, 0.0), (1, 0.2), (2, 0.5), (3, 0.7)]);
    let start = first.elapsed();
    let again = Instant::now();
    engine.speak(&sentence(), &voice).await.unwrap();
    println!("first request {start:?}, second {:?}", again.elapsed());
}

#[tokio::test]
async fn a_process_whose_script_is_missing_cannot_be_used_and_says_so() {
    let voice = voice("process", "program = 'python3'\nargs = ['no-such-engine.py']");
    let error = build(&voice).unwrap().check(&voice).await.unwrap_err().to_string();
    assert!(error.starts_with("python3 ended") && error.contains("no-such-engine.py"), "{error}");
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/engine.py");
    let voice = self::voice("process", &format!("program = 'python3'\nargs = ['{here}']"));
    assert!(build(&voice).unwrap().check(&voice).await.is_ok());
}

#[tokio::test]
async fn a_process_that_dies_or_babbles_is_started_anew() {
    let folder = tempfile::tempdir().unwrap();
    let cases = [
        ("os.kill(os.getpid(), 9)", "SIGKILL"),
        ("sys.exit('out of memory')", "out of memory"),
        ("say('Loading…')", "Loading…"),
        ("say('{\"id\":99,\"bytes\":4}', b'abcd')", "request 99"),
        ("say('{\"id\":1,\"bytes\":9000000000}')", "9000000000 bytes"),
        ("say('{\"id\":1,\"bytes\":50}', b'abcd'); sys.exit(0)", "ended"),
        ("say('{\"id\":1,\"bytes\":4,\"format\":\"s16le\"}', b'abcd')", "without a rate"),
        ("say('{\"id\":1,\"error\":\"busy\",\"again\":true}')", "busy"),
    ];
    for (first, why) in cases {
        let voice = process(&folder, &program(first));
        let engine = build(&voice).unwrap();
        let error = engine.speak(&sentence(), &voice).await.unwrap_err();
        assert!(matches!(&error, EngineError::Passing(said) if said.contains(why)), "{first}: {error}");
        assert!(
            matches!(engine.speak(&sentence(), &voice).await.unwrap().form, Form::Pcm(bytes, 8_000) if bytes == b"abcd")
        );
    }
    let voice = process(&folder, &program("say('{\"id\":1,\"error\":\"no such word\"}')"));
    let error = build(&voice).unwrap().speak(&sentence(), &voice).await.unwrap_err();
    assert!(matches!(&error, EngineError::Refused(why) if why.contains("no such word")), "{error}");
}

#[tokio::test]
async fn a_process_that_is_given_up_on_is_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let voice = process(&folder, &program("time.sleep(100)"));
    let engine = build(&voice).unwrap();
    let limit = Duration::from_secs(2);
    assert!(tokio::time::timeout(limit, engine.speak(&sentence(), &voice)).await.is_err());
    engine.speak(&sentence(), &voice).await.unwrap();
}

#[tokio::test]
async fn a_slow_start_is_waited_for_and_never_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let starts = folder.path().join("starts");
    let slow = format!("open('{}', 'a').write('x')\nimport time; time.sleep(3.0)\n", starts.display());
    let voice = process(&folder, &(slow + &program("pass").replace("id == 1", "False")));
    let engine = build(&voice).unwrap();
    for _ in 0..3 {
        let answer =
            tokio::time::timeout(Duration::from_millis(200), engine.speak(&sentence(), &voice)).await;
        assert!(answer.is_err());
    }
    engine.speak(&sentence(), &voice).await.unwrap();
    assert_eq!(fs::read_to_string(&starts).unwrap(), "x");
}

#[test]
fn every_shipped_voice_is_well_formed() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/voices");
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let voice: Voice = toml::from_str(&fs::read_to_string(&entry).unwrap()).unwrap();
        // Nothing but its key, or the file that it speaks from, is missing.
        let lacks = ["is not set; put the service's key into it", "it is not installed: "];
        let is_well_formed = build(&voice)
            .map_or_else(|error| lacks.iter().any(|lack| error.to_string().contains(lack)), |_| true);
        assert!(is_well_formed, "{}: {:?}", entry.display(), build(&voice).err());
        assert!(!voice.licence.is_empty() && !voice.description.is_empty(), "{}", entry.display());
    }
}
